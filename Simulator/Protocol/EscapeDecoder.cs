using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>Undoes percent-encoding, the escapes of JSON and the character references of XML, so that secrets are found behind them.</summary>
internal static class EscapeDecoder
{
    const int LongestReference = 10;

    static readonly SearchValues<char> Begin = SearchValues.Create("%\\&");

    /// <summary>The text with one level of escapes undone, all kinds in one pass; null when it has none.</summary>
    public static string? TryDecode(string text)
    {
        var at = text.AsSpan().IndexOfAny(Begin);
        if (at < 0) return null;
        var plain = new StringBuilder(text.Length).Append(text, 0, at);
        var isAny = false;
        while (at < text.Length)
        {
            var taken = text[at] switch
            {
                '%' => Percent(text, at, plain),
                '\\' => Backslash(text, at, plain),
                '&' => Reference(text, at, plain),
                _ => 0,
            };
            isAny |= taken > 0;
            if (taken == 0) plain.Append(text[at]);
            at += Math.Max(taken, 1);
        }
        return isAny ? plain.ToString() : null;
    }

    // All bytes of a run together are UTF-8, else CP932.
    static int Percent(string text, int start, StringBuilder plain)
    {
        var at = start;
        var bytes = new List<byte>();
        for (; Hex(text, at + 1, 2) is { } one && text[at] == '%'; at += 3) bytes.Add((byte)one);
        if (bytes.Count == 0) return 0;
        byte[] run = [.. bytes];
        plain.Append(Utf8.IsValid(run) ? Encoding.UTF8.GetString(run) : Cp932.Decode(run));
        return at - start;
    }

    static int Backslash(string text, int at, StringBuilder plain)
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
        plain.Append(text[at + 1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var itself => itself });
        return 2;
    }

    static int Reference(string text, int at, StringBuilder plain)
    {
        var length = text.AsSpan(at, Math.Min(LongestReference, text.Length - at)).IndexOf(';');
        if (length < 2) return 0;
        var name = text.AsSpan(at + 1, length - 1);
        var one = name switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => Numbered(name),
        };
        if (one is not { } character) return 0;
        plain.Append(character);
        return length + 1;
    }

    static char? Numbered(ReadOnlySpan<char> name) =>
        name is ['#', 'x' or 'X', .. var hex] && ushort.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code
        : name is ['#', .. var digits] && ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (char)number
        : null;

    static int? Hex(string text, int at, int digits) =>
        at + digits <= text.Length && int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
