using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>Decodes percent-encoding, JSON escapes and XML character references, so that secrets behind them are found.</summary>
internal static class EscapeDecoder
{
    const int MaxReferenceLength = 10;

    static readonly SearchValues<char> EscapeStarts = SearchValues.Create("%\\&");

    /// <summary>The text with one level of all kinds of escapes decoded in one pass; null when it has none.</summary>
    public static string? TryDecode(string text)
    {
        var at = text.AsSpan().IndexOfAny(EscapeStarts);
        if (at < 0) return null;
        var plain = new StringBuilder(text.Length).Append(text, 0, at);
        var hasEscapes = false;
        while (at < text.Length)
        {
            var length = DecodeAt(text, at, plain);
            hasEscapes |= length > 0;
            if (length == 0) plain.Append(text[at]);
            at += Math.Max(length, 1);
        }
        return hasEscapes ? plain.ToString() : null;
    }

    /// <returns>The length of the escape at a position, or 0 when there is none.</returns>
    static int DecodeAt(string text, int at, StringBuilder plain) => text[at] switch
    {
        '%' => DecodePercent(text, at, plain),
        '\\' => DecodeBackslash(text, at, plain),
        '&' => DecodeReference(text, at, plain),
        _ => 0,
    };

    // A run of encoded bytes is UTF-8 if it is valid as such, and CP932 otherwise.
    static int DecodePercent(string text, int start, StringBuilder plain)
    {
        var at = start;
        var bytes = new List<byte>();
        while (Hex(text, at + 1, 2) is { } value && text[at] == '%')
        {
            bytes.Add((byte)value);
            at += 3;
        }
        if (bytes.Count == 0) return 0;
        byte[] run = [.. bytes];
        plain.Append(Utf8.IsValid(run) ? Encoding.UTF8.GetString(run) : Cp932.Decode(run));
        return at - start;
    }

    static int DecodeBackslash(string text, int at, StringBuilder plain)
    {
        if (at + 1 >= text.Length) return 0;
        if (text[at + 1] == 'u' && Hex(text, at + 2, 4) is { } code)
        {
            plain.Append((char)code);
            return 6;
        }
        if (text[at + 1] == 'x' && Hex(text, at + 2, 2) is { } small)
        {
            plain.Append((char)small);
            return 4;
        }
        if ("\"\\/'nrtbf".IndexOf(text[at + 1], StringComparison.Ordinal) < 0) return 0;
        plain.Append(text[at + 1] switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            var other => other,
        });
        return 2;
    }

    static int DecodeReference(string text, int at, StringBuilder plain)
    {
        var length = text.AsSpan(at, Math.Min(MaxReferenceLength, text.Length - at)).IndexOf(';');
        if (length < 2) return 0;
        var name = text.AsSpan(at + 1, length - 1);
        char? decoded = name switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => ByNumber(name),
        };
        if (decoded is not { } character) return 0;
        plain.Append(character);
        return length + 1;
    }

    static char? ByNumber(ReadOnlySpan<char> name)
    {
        if (name.Length < 2 || name[0] != '#') return null;
        var isHex = name[1] is 'x' or 'X';
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ushort.TryParse(name[(isHex ? 2 : 1)..], style, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
    }

    static int? Hex(string text, int at, int digits)
    {
        if (at + digits > text.Length) return null;
        var isHex = int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        return isHex ? value : null;
    }
}
