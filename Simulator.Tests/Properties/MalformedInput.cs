using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Properties;

/// <summary>Generators of malformed HTTP requests and scenario files.</summary>
internal static class MalformedInput
{
    /// <summary>Placeholder for the AccessID of an existing payment.</summary>
    public const string AccessId = "ACCESSID";

    static readonly Gen<string> Byte = Gen.Int[0, 255].Select(value => $"{(char)value}");
    static readonly Gen<string> Bytes = Byte.Array[0, 60].Select(string.Concat);
    // Halves of multi-byte characters, broken escapes, injections, extreme numbers and dates.
    static readonly Gen<string> Bits = Any("%", "%2", "%zz", "%00", "%83", "%83%", "%FF%FE", "\u0083", "\u0081|", "&", "=", "+", "|", "\0", "\r", "\n", "\u00ef\u00bb\u00bf", "<script>", "${x}", "{{x}}", "' OR 1=1", "../../etc/passwd", "%2e%2e%2f",
        "-1", "0", "9999999999999999999999", "1e400", "NaN", "00", " ", "\t", "🍵", "é", "*", "**", "?", "PT1H", "P3660D", "2026-13-45", "true", "null", "hanako", "AUTH", AccessId, "tshop00000001", "kantansim1", "\u00e3\u0083\u009d");
    static readonly Gen<string> Long = Gen.Select(Bits, Gen.Int[1, 4_000], (bit, times) => string.Concat(Enumerable.Repeat(bit, times)));
    static readonly Gen<string> Value = Gen.Frequency((8, Bits), (3, Bytes), (1, Long));

    static readonly Gen<string> Name = Gen.Frequency((8, Any("ShopID", "ShopPass", "AccessID", "AccessPass", "OrderID", "JobCd", "Amount", "Tax", "RetURL", "ItemName", "Token", "PayType", "ClientField1", "ChargeDay", "FirstMonthFreeFlag", "ContinuanceMonth", "PaymentTermSec",
        "Version", "email", "password", "do", "points", "coupon", "card", "orderId", "shopId", "status", "limit", "cursor", "step", "timeoutSeconds", "lang", "q", "before", "from", "now", "by", "name", "notifyUrl")), (1, Value));

    static readonly Gen<string> Form = Gen.Frequency(
        (8, Gen.Select(Name, Value, (name, value) => $"{name}={value}").Array[0, 12].Select(fields => "ShopID=tshop00000001&ShopPass=kantansim1&" + string.Join('&', fields))),
        (3, Gen.Select(Name, Value, (name, value) => $"{name}={value}").Array[0, 12].Select(fields => string.Join('&', fields))),
        (1, Gen.Int[100, 5_000].Select(fields => string.Join('&', Enumerable.Range(0, fields).Select(field => $"f{field}={field}")))),
        (2, Bytes));

    static readonly Gen<string> JsonValue = Gen.Frequency(
        (6, Any("null", "true", "0", "-1", "1e999", "99999999999999999999", "\"\"", "\"x\"", "\"approve\"", "\"play\"", "\"cancel\"", "\"manual\"", "\"PT1H\"", "\"P99999999D\"", "\"2026-02-30\"", "\"\\ud800\"", "[]", "{}", "[{}]", "[[1]]", "{\"a\":{}}", "\"2026-01-16T00:00:00Z\"")),
        (1, Gen.Int[1, 10_000].Select(depth => new string('[', depth))),
        (1, Gen.Int[1, 10_000].Select(depth => new string('[', depth) + new string(']', depth))),
        (1, Gen.Int[1, 3_000].Select(depth => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth))),
        (1, Bytes));
    static readonly Gen<string> JsonName = Any("action", "member", "points", "coupon", "card", "scenario", "times", "shopId", "shopPass", "orderId", "mode", "now", "by", "to", "cards", "coupons", "id", "notifyUrl", "protocol", "name", "email", "recruit", "", "\\u0000");
    static readonly Gen<string> Json = Gen.Frequency(
        (8, Gen.Select(JsonName, JsonValue, (name, value) => $"\"{name}\":{value}").Array[0, 6].Select(members => $"{{{string.Join(',', members)}}}")),
        (2, JsonValue));

    static readonly Gen<string> Path = Gen.OneOf(
        Any("EntryTranRecruit", "ExecTranRecruit", "RecruitSales", "RecruitCancel", "RecruitChange", "RecruitUpdateAuth", "EntryTranRecruitContinuance", "ExecTranRecruitContinuance", "RecruitContinuanceChange", "RecruitContinuanceCancel", "RecruitContinuanceChargeCancel",
            "SearchTradeMulti", "RecruitStart", "RecruitContinuanceStart", "EntryTran", "").Select(api => $"/payment/{api}.idPass"),
        Any("/api/transactions", $"/api/transactions/{AccessId}", $"/api/transactions/{AccessId}/wait", $"/api/transactions/{AccessId}/consumer", $"/api/transactions/{AccessId}/merchant", $"/api/transactions/{AccessId}/expire", "/api/notifications", $"/api/notifications/{AccessId}-1",
            $"/api/notifications/{AccessId}-1/resend", "/api/scenarios", "/api/scenarios/arm", "/api/scenarios/armed", "/api/scenarios/armed/x", "/api/clock", "/api/clock/advance", "/api/shops", "/api/shops/odd", "/api/shops/odd/charge-file", "/api/members/odd", "/api/members/%00", "/api/deposits", "/api/none", "/openapi/v1.json", "/openapi/gateway.json", "/openapi/x.json"),
        Any("/", "/find", "/deposits", "/traffic", "/fidelity", "/sign-in", $"/payments/{AccessId}", "/clock", "/scenarios", "/members", "/members/odd", "/shops", "/shops/odd", "/contracts", "/reset", "/shop", "/shop/return", "/shop/notify", "/shop/orders", "/shop/orders/x",
            $"/recruit/pay/{AccessId}", $"/recruit/pay/{AccessId}/sign-in", $"/recruit/pay/{AccessId}/test", $"/payment/return/{AccessId}", $"/payment/return/{AccessId}/gone", "/recruit/contracts", "/healthz/ready", "/assets/kantansim.css", "/assets/%2e%2e/x", "*", "//", "/%", "/%ff", "/\u00ff", "/a/../../b"));
    static readonly Gen<string> Target = Gen.Select(Path, Gen.Frequency((2, Gen.Const("")), (2, Gen.Select(Name, Value, (name, value) => $"{name}={value}").Array[1, 4].Select(fields => "?" + string.Join('&', fields)))), (path, query) => (path + query).Replace(' ', '+').Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal));

    static readonly Gen<string> Header = Gen.Frequency(
        (5, Gen.Select(Any("Cookie", "Accept-Language", "Accept", "X-KantanSim-Scenario", "Origin", "Sec-Fetch-Site", "Authorization", "X-Forwarded-Host", "Accept-Encoding", "Referer", "Expect", "Range", "If-None-Match", "HX-Request", "Upgrade", "X"), Value, (name, value) => $"{name}: {value}")),
        (1, Any("Cookie: kantansim-lang=xx; =; a=\"", "Accept-Language: *;q=2,,,ja;q=x", "Host: other", "Expect: 100-continue", "Content-Encoding: gzip", "Content-Length: x", "Transfer-Encoding: gzip, chunked", ": empty", "No colon", "X-KantanSim-Scenario: none")))
        .Select(header => header.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' '));

    static readonly Gen<string> Type = Any("application/x-www-form-urlencoded", "application/json", "application/x-www-form-urlencoded;charset=Windows-31J", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain;charset=utf-7", "application/json;charset=x", "/", "");

    static readonly Gen<string> Start = Gen.Select(Gen.Frequency((6, Gen.Const("POST")), (4, Gen.Const("GET")), (1, Any("PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "x", "post"))), Target,
        Gen.Frequency((20, Gen.Const("localhost")), (1, Any("", "a b", "[::1", "evil.example", "localhost:99999", "\u00ff"))), (verb, target, host) => $"{verb} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");

    static readonly Gen<string> Body = Gen.Select(Type, Gen.Frequency((5, Form), (5, Json)), Gen.Int[0, 9], (type, body, how) => $"Content-Type: {type}\r\n" + how switch
    {
        0 => $"Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n",
        1 => $"Transfer-Encoding: chunked\r\n\r\n{body.Length + 1:x}\r\n{body}\r\n",
        2 => $"Content-Length: {body.Length / 2}\r\n\r\n{body}",
        _ => $"Content-Length: {body.Length}\r\n\r\n{body}",
    });

    /// <summary>Mostly almost valid.</summary>
    public static readonly Gen<string> Request = Gen.Frequency(
        (30, Gen.Select(Start, Header.Array[0, 3], Body, (start, headers, body) => start + string.Concat(headers.Select(header => header + "\r\n")) + body)),
        (1, Bytes));

    static readonly string[] Files = [.. Directory.EnumerateFiles(RepositoryScenarios.Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    static readonly Gen<string> Yaml = Any("\t", "\r", "\0", "\ufeff", "\ufffd", ": ", "- ", "? ", "&a ", "*a", "<<: *a", "!!binary ", "!!float ", "!x ", "|", ">", "{", "}", "[", "]", ",", "'", "\"", "#", "%YAML 9.9\n", "---\n", "...\n", "\\u0000", "\u2028", "~", "name: x\n", "rules:\n", "  - when: deciding\n",
        "then: { wait: { by: PT99999999H } }\n", "times: 99999999999\n", "match: { orderId: '" + new string('*', 500) + "' }\n", "{a: &a [x,x], b: &b [*a,*a], c: [*b,*b]}\n", "formula: ((((((((\n");

    // Values of other types: texts, numbers, durations, lists and formulas.
    static readonly Gen<string> Worth = Any("", "~", "x", "-1", "1.5", "1e9", "99999999999", "99999999999999999999", "PT99999999H", "\"\"", "'{{'", "'{{ }}'", "'{{ nobody.name }}'", "'{{ total / 0 }}'", "'{{ random }}'", "'{{ for x in 1..99999 }}{{ end }}'", "'{{ \"a\" | string.to_int }}'",
        "[]", "{}", "[[x]]", "{ x: y }", "{ from: 2, to: 1 }", "{ by: PT1S }", new string('x', 400), "'" + new string('*', 400) + "'");

    /// <summary>Files that have defeated or could defeat a parser: read in every run, before the random ones.</summary>
    public static readonly string[] Traps =
    [
        "", "\n", "# nothing\n", "---\n", "~", "[]", "{}", "--- a\n--- b\n", "name: x\nrules: " + new string('[', 20_000), "name: x\n? &a [*a]\n: y\n", Rule("{ ? [delay] : x }"), Rule("{ send: { fields: { ? [a] : b } } }"),
        // Aliases of aliases: 2 to the power of 24 elements when expanded.
        Rule("{ delay: { by: PT1S, a0: &a0 [x, x]" + string.Concat(Enumerable.Range(1, 24).Select(at => $", a{at}: &a{at} [*a{at - 1}, *a{at - 1}]")) + " } }"),
        .. from value in (string[])["x", "-1", "1.5", "1e9", "99999999999999999999", "''", "[]", "{}"] from file in (string[])[Rule("{ httpStatus: { code: " + value + " } }"), Rule("drop", value), Rule("{ delay: { by: " + value + " } }")] select file,
        .. from formula in (string[])["", "{{", "nobody.name", "total / 0", "random", "random 1 'x'", "for x in 1..99999; x; end", "func f; f; end; f", "'a' | string.to_int"] select Rule("{ delay: { by: \"{{ " + formula + " }}\" } }"),
    ];

    /// <summary>A file of the repository with values replaced or text inserted and deleted, or random fragments only.</summary>
    public static readonly Gen<string> Scenario = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Int[0, 20], Yaml, (at, less, more) => (at, less, more)).Array[1, 6], (file, changes) => changes.Aggregate(Files[file], Changed))),
        (6, Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Select(Gen.Double[0, 1], Worth, (at, value) => (at, value)).Array[1, 3], (file, changes) => changes.Aggregate(Files[file], Valued))),
        (2, Yaml.Array[1, 40].Select(string.Concat)),
        (1, Gen.Select(Any("[", "{a: ", "- ", "? ", "&a [*a, ", "("), Gen.Int[1, 20_000], (bit, times) => "name: x\nrules: " + string.Concat(Enumerable.Repeat(bit, times)))));

    public static byte[] Sent(string request, string accessId) => Encoding.Latin1.GetBytes(request.Replace(AccessId, accessId, StringComparison.Ordinal));

    static Gen<string> Any(params string[] ones) => Gen.Int[0, ones.Length - 1].Select(at => ones[at]);

    static string Rule(string then, string times = "1") => $"name: odd\nrules:\n  - when: received\n    then: {then}\n    times: {times}\n";

    // Replaces a value after a colon, up to the end of its line or its list.
    static string Valued(string text, (double At, string Value) change)
    {
        var values = Regex.Matches(text, @"(?<=: )[^\s#,{}\[\]][^\n#,{}\[\]]*");
        if (values.Count == 0) return text;
        var old = values[Math.Min((int)(change.At * values.Count), values.Count - 1)];
        return text.Remove(old.Index, old.Length).Insert(old.Index, change.Value);
    }

    static string Changed(string text, (double At, int Less, string More) change)
    {
        var at = (int)(change.At * text.Length);
        return text.Remove(at, Math.Min(change.Less, text.Length - at)).Insert(at, change.More);
    }
}
