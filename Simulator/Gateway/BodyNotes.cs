using System.Buffers;
using System.Text;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>Explains why fields of a call were not found: its body is no <c>application/x-www-form-urlencoded</c> form.</summary>
internal static class BodyNotes
{
    /// <param name="IsForm">Whether fields can be read nevertheless.</param>
    internal readonly record struct BodyCause(Note Note, bool IsForm);

    static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    /// <returns>Null for a form.</returns>
    public static BodyCause? Of(HttpRequest http, ReadOnlySpan<byte> body, IEnumerable<string> fieldNames)
    {
        if (Compression(http, body) is { } method)
            return NotForm($"The body is compressed ({method}). The gateway does not decompress it; send it uncompressed.",
                $"本文が圧縮されています（{method}）。ゲートウェイは展開しません。圧縮せずに送信してください。");
        if (Format(http, body) is { } format)
            return NotForm($"The body is {format}. The gateway accepts only application/x-www-form-urlencoded.",
                $"本文が {format} です。ゲートウェイが読み取るのは application/x-www-form-urlencoded だけです。");
        if (FieldsInQuery(http, fieldNames) is { Length: > 0 } misplaced)
            return Form($"The fields {misplaced} are in the query string of the URL, which the gateway ignores. Send them in the body.",
                $"項目 {misplaced} がURLのクエリーにあります。クエリーは読み取りません。本文で送信してください。");
        if (body.IsEmpty)
            return NotForm("The body is empty.", "本文が空です。");
        return Separators(body, fieldNames) ?? Edges(body);
    }

    static string? Compression(HttpRequest http, ReadOnlySpan<byte> body)
    {
        var encoding = http.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && encoding != "identity") return $"Content-Encoding: {encoding}";
        return body.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gzip" : null;
    }

    static string? Format(HttpRequest http, ReadOnlySpan<byte> body)
    {
        var type = http.ContentType ?? "";
        var text = body[Math.Max(0, body.IndexOfAnyExcept(WhiteSpace))..];
        if (text.IsEmpty) return null;
        if (type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("--"u8)) return "multipart/form-data";
        if (text[0] is (byte)'{' or (byte)'[') return "JSON";
        if (text[0] is (byte)'<') return "XML";
        return text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "UTF-16" : null;
    }

    static string FieldsInQuery(HttpRequest http, IEnumerable<string> fieldNames) =>
        http.QueryString.HasValue ? string.Join(", ", InQuery(http, fieldNames)) : "";

    /// <summary>The fields that are in the query string of the URL, which the gateway does not read.</summary>
    public static IEnumerable<string> InQuery(HttpRequest http, IEnumerable<string> fieldNames) => fieldNames.Where(http.Query.ContainsKey);

    static BodyCause? Separators(ReadOnlySpan<byte> body, IEnumerable<string> fieldNames)
    {
        if (body.IndexOf("&amp;"u8) >= 0)
            return Form("The fields are separated by &amp; instead of &: the URL or body was escaped for HTML.",
                "項目が & ではなく &amp; で区切られています。HTML用にエスケープされた文字列です。");
        if (body.IndexOfAny((byte)';', (byte)'\n') < 0 && body.IndexOf((byte)'=') >= 0) return null;
        var text = Encoding.Latin1.GetString(body);
        if (IsSeparator(';', text, fieldNames))
            return Form("The fields are separated by a semicolon instead of &.", "項目が & ではなくセミコロンで区切られています。");
        if (IsSeparator('\n', text, fieldNames))
            return Form("The fields are separated by line breaks instead of &.", "項目が & ではなく改行で区切られています。");
        if (text.Contains('=') || !fieldNames.Any(name => text.Contains($"{name}%3D", StringComparison.OrdinalIgnoreCase))) return null;
        return NotForm("The whole body is percent-encoded. Encode names and values, but not the = and & between them.",
            "本文全体がパーセントエンコードされています。= と & は、エンコードせずに送信してください。");
    }

    static bool IsSeparator(char separator, string text, IEnumerable<string> fieldNames) =>
        text.Contains(separator) && fieldNames.Any(name => text.Contains($"{separator}{name}=", StringComparison.OrdinalIgnoreCase));

    static BodyCause? Edges(ReadOnlySpan<byte> body)
    {
        if (HasByteOrderMark(body))
            return Form("The body begins with a byte order mark (EF BB BF), which was read as part of the first field's name.",
                "本文がBOM（EF BB BF）で始まっています。最初の項目の名前の一部として読み取りました。");
        if (body[^1] != '\n') return null;
        var last = FormBody.ParseField(body[(body.LastIndexOf((byte)'&') + 1)..]).Name.Trim();
        return Form($"The body ends with a line break, which was read as part of {last}.",
            $"本文の末尾に改行があります。{last} の値の一部として読み取りました。");
    }

    // As bytes, or percent-encoded.
    static bool HasByteOrderMark(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return true;
        var start = Encoding.Latin1.GetString(body[..Math.Min(9, body.Length)]);
        return start.Equals("%EF%BB%BF", StringComparison.OrdinalIgnoreCase);
    }

    static BodyCause NotForm(string en, string ja) => new(new(en, ja), IsForm: false);

    static BodyCause Form(string en, string ja) => new(new(en, ja), IsForm: true);
}
