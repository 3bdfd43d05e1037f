using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace KantanSim.Protocol;

/// <summary>
/// Masks secrets in text without a known format: <c>name=value</c> and <c>name: value</c>, one a line or separated by <c>&amp;</c>. The
/// value of a secret is masked to the end of the line or to the next <c>&amp;</c>.
/// </summary>
internal static class PlainTextMasker
{
    const int MinBase64Length = 12;

    static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    static readonly SearchValues<char> Punctuation = SearchValues.Create("=:%\\&@\n");
    static readonly SearchValues<char> PartEnds = SearchValues.Create("&\n");
    static readonly SearchValues<char> NameEnds = SearchValues.Create("=:");
    static readonly SearchValues<char> Blank = SearchValues.Create(" \t\r\"'");

    // What may stand between a name and a value on further lines, as in YAML's block scalars.
    static readonly SearchValues<char> BlockStart = SearchValues.Create(" \t\r\"'|>");

    static readonly string[] AuthenticationSchemes = ["Basic ", "Bearer ", "Digest "];

    public static string Mask(Redactor redactor, string text, int depth, bool cards)
    {
        var masked = redactor.MaskKnownValues(text);
        if (IsEncodedSecret(redactor, masked, depth)) return Redactor.Stars(masked);
        masked = MaskCredentials(masked);
        if (masked.AsSpan().IndexOfAny(Punctuation) < 0) return MaskCards(masked, cards);
        masked = UrlPassword.Mask(masked);
        if (EscapeDecoder.TryDecode(masked) is null) return MaskParts(masked, cards);
        // The name that tells an OrderID from a card number may itself be escaped, so card numbers are looked for after decoding.
        return MaskEscaped(redactor, MaskParts(masked, cards: false), depth, cards);
    }

    static string MaskCards(string text, bool cards) => cards ? CardNumbers.Mask(text) : text;

    static string MaskParts(string text, bool cards)
    {
        var masked = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var found = text.AsSpan(at).IndexOfAny(PartEnds);
            var end = found < 0 ? text.Length : at + found;
            var isValuePending = AppendPart(text[at..end], masked, cards);
            if (isValuePending && end < text.Length && text[end] == '\n')
            {
                // A value on the lines below a secret's name, as in YAML.
                masked.Append('\n').Append('*', text.Length - end - 1);
                break;
            }
            if (end < text.Length) masked.Append(text[end++]);
            at = end;
        }
        return masked.ToString();
    }

    /// <returns>Whether the part ends with a secret's name and has no value.</returns>
    static bool AppendPart(string part, StringBuilder masked, bool cards)
    {
        var mayBeCard = cards;
        var at = 0;
        while (true)
        {
            var found = part.AsSpan(at).IndexOfAny(NameEnds);
            var name = found < 0 ? part[at..] : part[at..(at + found)];
            masked.Append(MaskCards(name, mayBeCard));
            if (found < 0) return name.Length > 1 && SecretNames.IsSecret(name) && !HasInnerSpace(name);
            at += found + 1;
            masked.Append(part[at - 1]);
            if (SecretNames.IsSecret(name))
            {
                var value = part[at..];
                masked.Append(value.AsSpan().IndexOfAnyExcept(Blank) < 0 ? value : Redactor.Stars(value));
                return value.AsSpan().IndexOfAnyExcept(BlockStart) < 0;
            }
            mayBeCard = cards && !SecretNames.IsIdentifierOrAmount(name);
        }
    }

    static bool HasInnerSpace(string name) => name.AsSpan().Trim().Contains(' ');

    // The original text, unless a secret is found behind its escapes.
    static string MaskEscaped(Redactor redactor, string text, int depth, bool cards)
    {
        if (EscapeDecoder.TryDecode(text) is not { } plain) return text;
        var masked = redactor.MaskText(plain, depth + 1, cards);
        return masked == plain ? text : masked;
    }

    // Masks what follows the scheme of an Authorization header.
    static string MaskCredentials(string text)
    {
        if (!text.Contains(' ')) return text;
        foreach (var scheme in AuthenticationSchemes)
        {
            var at = text.IndexOf(scheme, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || (at > 0 && char.IsLetterOrDigit(text[at - 1]))) continue;
            var start = at + scheme.Length;
            return $"{text[..start]}{Redactor.Stars(text.Length - start)}";
        }
        return text;
    }

    // Whether the text is Base64 of a text with a secret in it.
    static bool IsEncodedSecret(Redactor redactor, string text, int depth)
    {
        if (text.Length < MinBase64Length || text.Length % 4 != 0 || text.AsSpan().ContainsAnyExcept(Base64)) return false;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || !Utf8.IsValid(bytes.AsSpan(0, length))) return false;
        var plain = Encoding.UTF8.GetString(bytes, 0, length);
        return redactor.MaskText(plain, depth + 1) != plain;
    }
}
