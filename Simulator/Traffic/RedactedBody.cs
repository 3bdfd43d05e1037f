using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.Traffic;

/// <summary>A body as stored for display, with its secrets masked.</summary>
/// <param name="Bytes">A form or an answer in CP932; any other text in UTF-8; empty for a body that is not shown.</param>
/// <param name="About">Content type, length, and why the body is not shown; null for a form.</param>
internal sealed record RedactedBody(byte[] Bytes, string? About = null)
{
    const int MaxContentType = 100;

    /// <summary>How many bytes of a text are examined to recognise UTF-16.</summary>
    const int SampleLength = 64;

    public static readonly RedactedBody Empty = new([]);

    /// <summary>Whether <see cref="Bytes"/> has anything to show.</summary>
    public bool IsShown => Bytes.Length > 0;

    public static RedactedBody Redact(byte[] body, string? contentType, Redactor by)
    {
        if (body.Length == 0) return Empty;
        if (BodyFormatter.IsForm(body)) return new(MaskPairs(body, by, isEscaped: true));
        var type = Truncate(by.MaskText(contentType ?? "no content type"));
        var about = $"{type}, {body.Length.ToString(CultureInfo.InvariantCulture)} bytes, not a form";
        if (DecodeText(body) is not { } text)
            return new([], $"{about}; not shown, because it is not text: secrets in it cannot be masked");
        if (MaskText(text, by) is not { } masked)
            return new([], $"{about}; not shown: it names a secret and is not a valid JSON, XML or multipart body");
        return new(Encoding.UTF8.GetBytes(masked), about);
    }

    /// <summary>Masks an answer of the gateway, whose values are not percent-encoded.</summary>
    public static byte[] RedactAnswer(byte[] answer, Redactor by) => MaskPairs(answer, by, isEscaped: false);

    // Copies pairs without a secret byte by byte. Returns the body itself when it has no secret.
    static byte[] MaskPairs(byte[] body, Redactor by, bool isEscaped)
    {
        ArrayBufferWriter<byte>? masked = null;
        var copied = 0;
        foreach (var range in body.AsSpan().Split((byte)'&'))
        {
            var (start, length) = range.GetOffsetAndLength(body.Length);
            var pair = body.AsSpan(start, length);
            var (name, value) = isEscaped ? ParseField(pair) : ParseAnswer(pair);
            var shownName = by.MaskName(name);
            var shownValue = by.MaskField(name, value);
            if (shownName == name && shownValue == value) continue;
            masked ??= new(body.Length * 2);
            masked.Write(body.AsSpan(copied, start - copied));
            var sameName = shownName == name ? pair[..pair.IndexOf((byte)'=')] : null;
            Write(masked, sameName, new(shownName, shownValue), isEscaped);
            copied = start + length;
        }
        if (masked is null) return body;
        masked.Write(body.AsSpan(copied));
        return masked.WrittenSpan.ToArray();
    }

    // The usual case is a name as received with a value of asterisks only, which needs no encoding.
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

    static KeyValuePair<string, string> ParseAnswer(ReadOnlySpan<byte> pair) =>
        ResponseBody.Read(pair) is [var only] ? only : new("", "");

    static KeyValuePair<string, string> ParseField(ReadOnlySpan<byte> pair)
    {
        var field = FormBody.ParseField(pair);
        return new(field.Name, field.Value);
    }

    // Null when secrets may remain: a structured text that is invalid, or a line that names a secret in no known format.
    static string? MaskText(string text, Redactor by)
    {
        var masked = by.MaskText(text);
        var mayHaveSecrets = StructuredTextMasker.LooksStructured(text.AsSpan().Trim())
            ? masked.AsSpan().IndexOfAnyExcept('*') < 0
            : Array.Exists(masked.Split('\n'), MayHaveSecret);
        return mayHaveSecrets ? null : masked;
    }

    static bool MayHaveSecret(string line) =>
        !line.Contains('*') && line.TrimEnd() is not [.., ':' or '='] && SecretNames.ContainsSecretName(line);

    // Null for a body that is not text.
    static string? DecodeText(byte[] body)
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
        return text.Any(IsBinary) ? null : text;
    }

    static bool IsBinary(char one) => (char.IsControl(one) && one is not ('\r' or '\n' or '\t')) || one == Cp932.Invalid;

    // Whether more than half of every second byte is zero: ASCII in UTF-16.
    static bool IsHalfZeros(ReadOnlySpan<byte> body, int first)
    {
        var sample = body[..Math.Min(body.Length, SampleLength)];
        var zeros = 0;
        for (var at = first; at < sample.Length; at += 2)
            if (sample[at] == 0) zeros++;
        return zeros > sample.Length / 4;
    }

    static string Truncate(string text) => text.Length <= MaxContentType ? text : text[..MaxContentType] + "…";
}
