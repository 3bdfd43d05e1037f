using System.Buffers;
using System.Text;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>Why the fields of a call were not found, or not all: its body is no <c>application/x-www-form-urlencoded</c> form.</summary>
internal static class BodyNotes
{
    /// <param name="IsForm">Whether fields can be read all the same.</param>
    internal readonly record struct BodyCause(Note Note, bool IsForm);

    static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    /// <returns>Null for a form.</returns>
    public static BodyCause? Of(HttpRequest http, ReadOnlySpan<byte> body, IEnumerable<string> fieldNames)
    {
        if (Compression(http, body) is { } method)
            return NoForm($"The body is compressed ({method}). The gateway reads it as it comes: send it uncompressed.",
                $"本文が圧縮されています（{method}）。ゲートウェイは展開しません。圧縮せずに送信してください。");
        if (Format(http, body) is { } format)
            return NoForm($"The body is {format}. The gateway reads application/x-www-form-urlencoded only.",
                $"本文が {format} です。ゲートウェイが読み取るのは application/x-www-form-urlencoded だけです。");
        if (InQuery(http, fieldNames) is { Length: > 0 } misplaced)
            return AForm($"The fields {misplaced} stand in the URL's query, which is not read. Send them in the body.",
                $"項目 {misplaced} がURLのクエリーにあります。クエリーは読み取りません。本文で送信してください。");
        if (body.IsEmpty)
            return NoForm("The body is empty.", "本文が空です。");
        return Separators(body, fieldNames) ?? Edges(body);
    }

    static string? Compression(HttpRequest http, ReadOnlySpan<byte> body) =>
        http.Headers.ContentEncoding.ToString() is { Length: > 0 } named and not "identity" ? $"Content-Encoding: {named}"
        : body.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gzip" : null;

    static string? Format(HttpRequest http, ReadOnlySpan<byte> body)
    {
        var type = http.ContentType ?? "";
        var text = body[Math.Max(0, body.IndexOfAnyExcept(WhiteSpace))..];
        return text.IsEmpty ? null
            : type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("--"u8) ? "multipart/form-data"
            : text[0] is (byte)'{' or (byte)'[' ? "JSON"
            : text[0] is (byte)'<' ? "XML"
            : text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "UTF-16"
            : null;
    }

    static string InQuery(HttpRequest http, IEnumerable<string> fieldNames) =>
        http.QueryString.HasValue ? string.Join(", ", fieldNames.Where(http.Query.ContainsKey)) : "";

    static BodyCause? Separators(ReadOnlySpan<byte> body, IEnumerable<string> fieldNames)
    {
        if (body.IndexOf("&amp;"u8) >= 0)
            return AForm("The fields are separated by &amp; instead of &: the URL or body was escaped for HTML.",
                "項目が & ではなく &amp; で区切られています。HTML用にエスケープされた文字列です。");
        if (body.IndexOfAny((byte)';', (byte)'\n') < 0 && body.IndexOf((byte)'=') >= 0) return null;
        var text = Encoding.Latin1.GetString(body);
        if (IsAfter(';', text, fieldNames))
            return AForm("The fields are separated by a semicolon instead of &.", "項目が & ではなくセミコロンで区切られています。");
        if (IsAfter('\n', text, fieldNames))
            return AForm("The fields stand on lines of their own instead of being separated by &.", "項目が & ではなく改行で区切られています。");
        return !text.Contains('=') && fieldNames.Any(name => text.Contains($"{name}%3D", StringComparison.OrdinalIgnoreCase))
            ? NoForm("The whole body is percent-encoded. Encode names and values, but not the = and & between them.",
                "本文全体がパーセントエンコードされています。= と & は、エンコードせずに送信してください。")
            : null;
    }

    static bool IsAfter(char separator, string text, IEnumerable<string> fieldNames) =>
        text.Contains(separator) && fieldNames.Any(name => text.Contains($"{separator}{name}=", StringComparison.OrdinalIgnoreCase));

    static BodyCause? Edges(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) || Encoding.Latin1.GetString(body[..Math.Min(9, body.Length)]).Equals("%EF%BB%BF", StringComparison.OrdinalIgnoreCase))
            return AForm("The body begins with a byte order mark (EF BB BF), which was read as part of the first field's name.",
                "本文がBOM（EF BB BF）で始まっています。最初の項目の名前の一部として読み取りました。");
        if (body[^1] != '\n') return null;
        var last = FormBody.ParseField(body[(body.LastIndexOf((byte)'&') + 1)..]).Name.Trim();
        return AForm($"The body ends with a line break, which was read as part of {last}.", $"本文の末尾に改行があります。{last} の値の一部として読み取りました。");
    }

    static BodyCause NoForm(string en, string ja) => new(new(en, ja), IsForm: false);

    static BodyCause AForm(string en, string ja) => new(new(en, ja), IsForm: true);
}
