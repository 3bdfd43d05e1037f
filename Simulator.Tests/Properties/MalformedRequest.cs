using System.Text;
using CsCheck;
using static KantanSim.Tests.Properties.Generators;

namespace KantanSim.Tests.Properties;

/// <summary>Generates malformed HTTP requests.</summary>
internal static class MalformedRequest
{
    /// <summary>Placeholder for the AccessID of an existing payment.</summary>
    const string AccessId = "ACCESSID";

    static readonly Gen<string> Byte = Gen.Int[0, 255].Select(value => $"{(char)value}");
    static readonly Gen<string> Bytes = Byte.Array[0, 60].Select(string.Concat);

    // Halves of multi-byte characters, broken escapes, injections, extreme numbers and dates.
    static readonly Gen<string> Fragment = AnyOf(
        "%", "%2", "%zz", "%00", "%83", "%83%", "%FF%FE", "\u0083", "\u0081|", "&", "=", "+", "|", "\0", "\r", "\n",
        "\u00ef\u00bb\u00bf", "<script>", "${x}", "{{x}}", "' OR 1=1", "../../etc/passwd", "%2e%2e%2f", "-1", "0",
        "9999999999999999999999", "1e400", "NaN", "00", " ", "\t", "🍵", "é", "*", "**", "?", "PT1H", "P3660D", "2026-13-45", "true",
        "null", "hanako", "AUTH", AccessId, "tshop00000001", "kantansim1", "\u00e3\u0083\u009d");

    static readonly Gen<string> Long = Gen.Select(Fragment, Gen.Int[1, 4_000],
        (fragment, times) => string.Concat(Enumerable.Repeat(fragment, times)));

    static readonly Gen<string> Value = Gen.Frequency((8, Fragment), (3, Bytes), (1, Long));

    static readonly Gen<string> KnownName = AnyOf(
        "ShopID", "ShopPass", "AccessID", "AccessPass", "OrderID", "JobCd", "Amount", "Tax", "RetURL", "ItemName", "Token", "PayType",
        "ClientField1", "ChargeDay", "FirstMonthFreeFlag", "ContinuanceMonth", "PaymentTermSec", "Version", "email", "password", "do",
        "points", "coupon", "card", "orderId", "shopId", "status", "limit", "cursor", "step", "timeoutSeconds", "lang", "q", "before",
        "from", "now", "by", "name", "notifyUrl");

    static readonly Gen<string> Name = Gen.Frequency((8, KnownName), (1, Value));

    static readonly Gen<string> Field = Gen.Select(Name, Value, (name, value) => $"{name}={value}");

    static readonly Gen<string> Form = Gen.Frequency(
        (8, Field.Array[0, 12].Select(fields => "ShopID=tshop00000001&ShopPass=kantansim1&" + string.Join('&', fields))),
        (3, Field.Array[0, 12].Select(fields => string.Join('&', fields))),
        (1, Gen.Int[100, 5_000].Select(fields => string.Join('&', Enumerable.Range(0, fields).Select(field => $"f{field}={field}")))),
        (2, Bytes));

    static readonly Gen<string> JsonConstant = AnyOf(
        "null", "true", "0", "-1", "1e999", "99999999999999999999", "\"\"", "\"x\"", "\"approve\"", "\"play\"", "\"cancel\"",
        "\"manual\"", "\"PT1H\"", "\"P99999999D\"", "\"2026-02-30\"", "\"\\ud800\"", "[]", "{}", "[{}]", "[[1]]", "{\"a\":{}}",
        "\"2026-01-16T00:00:00Z\"");

    static readonly Gen<string> JsonValue = Gen.Frequency(
        (6, JsonConstant),
        (1, Gen.Int[1, 10_000].Select(depth => new string('[', depth))),
        (1, Gen.Int[1, 10_000].Select(depth => new string('[', depth) + new string(']', depth))),
        (1, Gen.Int[1, 3_000].Select(depth => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth))),
        (1, Bytes));

    static readonly Gen<string> JsonName = AnyOf(
        "action", "member", "points", "coupon", "card", "scenario", "times", "shopId", "shopPass", "orderId", "mode", "now", "by", "to",
        "cards", "coupons", "id", "notifyUrl", "protocol", "name", "email", "recruit", "advice", "", "\\u0000");

    static readonly Gen<string> JsonMember = Gen.Select(JsonName, JsonValue, (name, value) => $"\"{name}\":{value}");

    static readonly Gen<string> Json = Gen.Frequency(
        (8, JsonMember.Array[0, 6].Select(members => $"{{{string.Join(',', members)}}}")),
        (2, JsonValue));

    static readonly Gen<string> GatewayPath = AnyOf(
        "EntryTranRecruit", "ExecTranRecruit", "RecruitSales", "RecruitCancel", "RecruitChange", "RecruitUpdateAuth",
        "EntryTranRecruitContinuance", "ExecTranRecruitContinuance", "RecruitContinuanceChange", "RecruitContinuanceCancel",
        "RecruitContinuanceChargeCancel", "SearchTradeMulti", "RecruitStart", "RecruitContinuanceStart", "EntryTran", "")
        .Select(api => $"/payment/{api}.idPass");

    static readonly Gen<string> ApiPath = AnyOf(
        "/api/transactions", $"/api/transactions/{AccessId}", $"/api/transactions/{AccessId}/wait",
        $"/api/transactions/{AccessId}/consumer", $"/api/transactions/{AccessId}/merchant", $"/api/transactions/{AccessId}/expire",
        "/api/notifications", $"/api/notifications/{AccessId}-1", $"/api/notifications/{AccessId}-1/resend", "/api/scenarios",
        "/api/scenarios/arm", "/api/scenarios/armed", "/api/scenarios/armed/x", "/api/clock", "/api/clock/advance", "/api/shops",
        "/api/shops/odd", "/api/shops/odd/charge-file", "/api/members/odd", "/api/members/%00", "/api/deposits", "/api/none",
        "/openapi/v1.json", "/openapi/gateway.json", "/openapi/x.json");

    static readonly Gen<string> PagePath = AnyOf(
        "/", "/find", "/deposits", "/traffic", "/fidelity", "/sign-in", $"/payments/{AccessId}", "/clock", "/scenarios", "/members",
        "/members/odd", "/shops", "/shops/odd", "/contracts", "/reset", "/advice", "/shop", "/shop/return", "/shop/notify", "/shop/orders",
        "/shop/orders/x", $"/recruit/pay/{AccessId}", $"/recruit/pay/{AccessId}/sign-in", $"/recruit/pay/{AccessId}/test",
        $"/payment/return/{AccessId}", $"/payment/return/{AccessId}/gone", "/recruit/contracts", "/healthz/ready",
        "/assets/kantansim.css", "/assets/%2e%2e/x", "*", "//", "/%", "/%ff", "/\u00ff", "/a/../../b");

    static readonly Gen<string> Path = Gen.OneOf(GatewayPath, ApiPath, PagePath);

    static readonly Gen<string> Query = Gen.Frequency(
        (2, Gen.Const("")),
        (2, Field.Array[1, 4].Select(fields => "?" + string.Join('&', fields))));

    static readonly Gen<string> Target = Gen.Select(Path, Query, (path, query) => WithoutLineBreaks((path + query).Replace(' ', '+')));

    static readonly Gen<string> HeaderName = AnyOf(
        "Cookie", "Accept-Language", "Accept", "X-KantanSim-Scenario", "Origin", "Sec-Fetch-Site", "Authorization", "X-Forwarded-Host",
        "Accept-Encoding", "Referer", "Expect", "Range", "If-None-Match", "HX-Request", "Upgrade", "X");

    static readonly Gen<string> HeaderLine = AnyOf(
        "Cookie: kantansim-lang=xx; =; a=\"", "Accept-Language: *;q=2,,,ja;q=x", "Host: other", "Expect: 100-continue",
        "Content-Encoding: gzip", "Content-Length: x", "Transfer-Encoding: gzip, chunked", ": empty", "No colon",
        "X-KantanSim-Scenario: none");

    static readonly Gen<string> Header = Gen.Frequency(
        (5, Gen.Select(HeaderName, Value, (name, value) => $"{name}: {value}")),
        (1, HeaderLine))
        .Select(header => header.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' '));

    static readonly Gen<string> ContentType = AnyOf(
        "application/x-www-form-urlencoded", "application/json", "application/x-www-form-urlencoded;charset=Windows-31J",
        "multipart/form-data; boundary=x", "multipart/form-data", "text/plain;charset=utf-7", "application/json;charset=x", "/", "");

    static readonly Gen<string> Verb = Gen.Frequency(
        (6, Gen.Const("POST")),
        (4, Gen.Const("GET")),
        (1, AnyOf("PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "x", "post")));

    static readonly Gen<string> Host = Gen.Frequency(
        (20, Gen.Const("localhost")),
        (1, AnyOf("", "a b", "[::1", "evil.example", "localhost:99999", "\u00ff")));

    static readonly Gen<string> Start = Gen.Select(Verb, Target, Host,
        (verb, target, host) => $"{verb} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");

    static readonly Gen<string> Body = Gen.Select(ContentType, Gen.Frequency((5, Form), (5, Json)), Gen.Int[0, 9],
        (type, body, how) => $"Content-Type: {type}\r\n" + Framed(body, how));

    /// <summary>Most requests are nearly valid. Characters stand for bytes (Latin-1).</summary>
    public static readonly Gen<string> All = Gen.Frequency(
        (30, Gen.Select(Start, Header.Array[0, 3], Body,
            (start, headers, body) => start + string.Concat(headers.Select(header => header + "\r\n")) + body)),
        (1, Bytes));

    public static byte[] ToBytes(string request, string accessId) =>
        Encoding.Latin1.GetBytes(request.Replace(AccessId, accessId, StringComparison.Ordinal));

    static string WithoutLineBreaks(string target) =>
        target.Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    static string Framed(string body, int how) => how switch
    {
        0 => $"Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n",
        1 => $"Transfer-Encoding: chunked\r\n\r\n{body.Length + 1:x}\r\n{body}\r\n",
        2 => $"Content-Length: {body.Length / 2}\r\n\r\n{body}",
        _ => $"Content-Length: {body.Length}\r\n\r\n{body}",
    };
}
