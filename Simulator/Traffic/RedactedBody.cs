using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.Traffic;

/// <summary>A body as it is kept for showing, its secrets masked.</summary>
/// <param name="Bytes">A form or an answer in the wire's character set; any other text in UTF-8; nothing of what is not shown.</param>
/// <param name="About">Content type, length and why it is not shown, where it is no form; null for a form.</param>
internal sealed record RedactedBody(byte[] Bytes, string? About = null)
{
    const int LongestContentType = 100;
    const int LongestSample = 64;

    public static readonly RedactedBody Empty = new([]);

    /// <summary>Whether there is a text beside <see cref="About"/>.</summary>
    public bool IsShown => Bytes.Length > 0;

    public static RedactedBody Redact(byte[] body, string? contentType, Redactor by)
    {
        if (body.Length == 0) return Empty;
        if (BodyFormatter.IsForm(body)) return new(MaskedPairs(body, by, isEscaped: true));
        var about = $"{Shortened(by.MaskText(contentType ?? "no content type"))}, {body.Length.ToString(CultureInfo.InvariantCulture)} bytes, not a form";
        return TextOf(body) is not { } text ? new([], $"{about}; not shown, because it is no text: secrets in it cannot be masked")
            : Redacted(by, text) is not { } masked ? new([], $"{about}; not shown: it names a secret and is no valid JSON, XML or multipart body")
            : new(Encoding.UTF8.GetBytes(masked), about);
    }

    /// <summary>The gateway's own answer: its values are not escaped.</summary>
    public static byte[] RedactAnswer(byte[] answer, Redactor by) => MaskedPairs(answer, by, isEscaped: false);

    // Pairs without a secret stay as they came, byte by byte.
    static byte[] MaskedPairs(byte[] body, Redactor by, bool isEscaped)
    {
        ArrayBufferWriter<byte>? masked = null;
        var copied = 0;
        foreach (var range in body.AsSpan().Split((byte)'&'))
        {
            var (start, length) = range.GetOffsetAndLength(body.Length);
            var pair = body.AsSpan(start, length);
            var (name, value) = isEscaped ? Field(pair) : Answered(pair);
            var (shownName, shownValue) = (by.MaskName(name), by.MaskField(name, value));
            if (shownName == name && shownValue == value) continue;
            masked ??= new(body.Length * 2);
            masked.Write(body.AsSpan(copied, start - copied));
            Write(masked, shownName == name ? pair[..pair.IndexOf((byte)'=')] : null, new(shownName, shownValue), isEscaped);
            copied = start + length;
        }
        if (masked is null) return body;
        masked.Write(body.AsSpan(copied));
        return masked.WrittenSpan.ToArray();
    }

    // The usual case is a usual name with a secret: it is written without another look at its characters.
    static void Write(ArrayBufferWriter<byte> masked, ReadOnlySpan<byte> sameName, KeyValuePair<string, string> shown, bool isEscaped)
    {
        if (sameName.IsEmpty || shown.Value.AsSpan().ContainsAnyExcept('*'))
        {
            masked.Write(isEscaped ? BodyFormatter.Form([shown]) : ResponseBody.Write([shown]));
            return;
        }
        masked.Write(sameName);
        masked.Write("="u8);
        masked.GetSpan(shown.Value.Length)[..shown.Value.Length].Fill((byte)'*');
        masked.Advance(shown.Value.Length);
    }

    static KeyValuePair<string, string> Answered(ReadOnlySpan<byte> pair) => ResponseBody.Read(pair) is [var only] ? only : new("", "");

    static KeyValuePair<string, string> Field(ReadOnlySpan<byte> pair)
    {
        var field = FormBody.ParseField(pair);
        return new(field.Name, field.Value);
    }

    // In a text that is neither lines of names and values nor one of the formats, a secret may stand anywhere.
    static string? Redacted(Redactor by, string text)
    {
        var trimmed = text.AsSpan().Trim();
        var masked = by.MaskText(text);
        return StructuredTextMasker.LooksStructured(trimmed) && masked.AsSpan().IndexOfAnyExcept('*') < 0 ? null
            : !StructuredTextMasker.LooksStructured(trimmed) && Array.Exists(masked.Split('\n'), IsDoubtful) ? null
            : masked;
    }

    static bool IsDoubtful(string line) => !line.Contains('*') && line.TrimEnd() is not [.., ':' or '='] && SecretNames.ContainsSecretName(line);

    static string? TextOf(byte[] body)
    {
        var text = body switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(body, 3, body.Length - 3),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(body, 2, body.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(body, 2, body.Length - 2),
            [0, not 0, ..] when IsHalfZeros(body, 0) => Encoding.BigEndianUnicode.GetString(body),
            [not 0, 0, ..] when IsHalfZeros(body, 1) => Encoding.Unicode.GetString(body),
            _ => Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : Cp932.Decode(body),
        };
        return text.Any(one => (char.IsControl(one) && one is not ('\r' or '\n' or '\t')) || one == Cp932.Invalid) ? null : text;
    }

    static bool IsHalfZeros(ReadOnlySpan<byte> body, int first)
    {
        var sample = body[..Math.Min(body.Length, LongestSample)];
        var zeros = 0;
        for (var at = first; at < sample.Length; at += 2) zeros += sample[at] == 0 ? 1 : 0;
        return zeros > sample.Length / 4;
    }

    static string Shortened(string text) => text.Length <= LongestContentType ? text : text[..LongestContentType] + "…";
}
