using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KantanSim.Protocol;

/// <summary>
/// Text without a format that is known: <c>name=value</c> and <c>name: value</c>, in lines or with <c>&amp;</c> between. What follows the name of a
/// secret is masked to the end of the line or to the next <c>&amp;</c>.
/// </summary>
internal static class PlainTextMasker
{
    const int ShortestBase64 = 12;

    static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    static readonly SearchValues<char> Marks = SearchValues.Create("=:%\\&@\n");
    static readonly SearchValues<char> Ends = SearchValues.Create("&\n");
    static readonly SearchValues<char> Equal = SearchValues.Create("=:");
    static readonly SearchValues<char> Blank = SearchValues.Create(" \t\r\"'");

    // What may stand before a value in further lines.
    static readonly SearchValues<char> Open = SearchValues.Create(" \t\r\"'|>");

    static readonly string[] Schemes = ["Basic ", "Bearer ", "Digest "];

    public static string Mask(Redactor by, string text, int depth, bool cards)
    {
        var masked = by.MaskKnownValues(text);
        if (IsEncoded(by, masked, depth)) return Redactor.Stars(masked);
        masked = Credentials(masked);
        if (masked.AsSpan().IndexOfAny(Marks) < 0) return Plain(masked, cards);
        masked = UrlPassword.Mask(masked);
        // Whether digits are an OrderID is told by the name before them, which may be escaped, too.
        return EscapeDecoder.TryDecode(masked) is null ? Parts(masked, cards) : Unescaped(by, Parts(masked, cards: false), depth, cards);
    }

    static string Plain(string text, bool cards) => cards ? CardNumbers.Mask(text) : text;

    static string Parts(string text, bool cards)
    {
        var masked = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var found = text.AsSpan(at).IndexOfAny(Ends);
            var end = found < 0 ? text.Length : at + found;
            // What is written below the name of a secret is one, as in YAML.
            var isOpen = Part(text[at..end], masked, cards);
            if (isOpen && end < text.Length && text[end] == '\n')
            {
                masked.Append('\n').Append('*', text.Length - end - 1);
                break;
            }
            if (end < text.Length) masked.Append(text[end++]);
            at = end;
        }
        return masked.ToString();
    }

    /// <returns>Whether the part ends with the name of a secret, so that its value is still to come.</returns>
    static bool Part(string part, StringBuilder masked, bool cards)
    {
        var (isCard, at) = (cards, 0);
        while (true)
        {
            var found = part.AsSpan(at).IndexOfAny(Equal);
            var name = found < 0 ? part[at..] : part[at..(at + found)];
            masked.Append(Plain(name, isCard));
            if (found < 0) return name.Length > 1 && SecretNames.IsSecret(name) && !HasBlankWithin(name);
            at += found + 1;
            masked.Append(part[at - 1]);
            if (SecretNames.IsSecret(name))
            {
                var value = part[at..];
                masked.Append(value.AsSpan().IndexOfAnyExcept(Blank) < 0 ? value : Redactor.Stars(value));
                return value.AsSpan().IndexOfAnyExcept(Open) < 0;
            }
            isCard = cards && !SecretNames.IsIdentifierOrAmount(name);
        }
    }

    static bool HasBlankWithin(string name) => name.AsSpan().Trim().Contains(' ');

    // Shown as it was sent unless there is a secret behind the escapes.
    static string Unescaped(Redactor by, string text, int depth, bool cards)
    {
        if (EscapeDecoder.TryDecode(text) is not { } plain) return text;
        var masked = by.MaskText(plain, depth + 1, cards);
        return masked == plain ? text : masked;
    }

    static string Credentials(string text)
    {
        if (!text.Contains(' ')) return text;
        foreach (var scheme in Schemes)
        {
            var at = text.IndexOf(scheme, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || (at > 0 && char.IsLetterOrDigit(text[at - 1]))) continue;
            var start = at + scheme.Length;
            return $"{text[..start]}{Redactor.Stars(text.Length - start)}";
        }
        return text;
    }

    // Base64 of a text that has a secret in it.
    static bool IsEncoded(Redactor by, string text, int depth)
    {
        if (text.Length < ShortestBase64 || text.Length % 4 != 0 || text.AsSpan().ContainsAnyExcept(Base64)) return false;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || !Utf8.IsValid(bytes.AsSpan(0, length))) return false;
        var plain = Encoding.UTF8.GetString(bytes, 0, length);
        return by.MaskText(plain, depth + 1) != plain;
    }
}
