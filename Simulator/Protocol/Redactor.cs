using System.Buffers;

namespace KantanSim.Protocol;

/// <summary>
/// Masks secrets in requests and answers: values of fields with a secret's name (<see cref="SecretNames"/>), known secret values wherever
/// they stand, and card numbers. The time is linear in the length of the text.
/// </summary>
/// <param name="known">Secrets that are known for all calls.</param>
/// <param name="issued">The AccessPass and Token of the transactions that the call names.</param>
internal sealed class Redactor(SecretValues known, Redactor.IIssuedSecrets? issued = null)
{
    /// <summary>
    /// The maximum nesting of escapes and formats, such as a form within JSON within a form. Text that is nested more deeply is masked as a
    /// whole.
    /// </summary>
    public const int MaxDepth = 4;

    /// <summary>The length of an AccessPass in hexadecimal digits; a Token is longer.</summary>
    const int MinIssuedLength = 32;

    const int MaxCachedStars = 64;

    /// <summary>The length of the shortest text with the name and the value of a secret, such as <c>pw=1</c>.</summary>
    const int MinPairLength = 4;

    /// <summary>Masks by name and format only.</summary>
    public static readonly Redactor ByName = new(SecretValues.None);

    static readonly string[] CachedStars = [.. Enumerable.Range(0, MaxCachedStars + 1).Select(length => new string('*', length))];

    static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=%");

    SecretValues? issuedValues;

    /// <summary>The secrets that the gateway has issued. It is asked only about texts at least as long as an AccessPass.</summary>
    internal interface IIssuedSecrets
    {
        /// <summary>Whether the whole text is the AccessID of a transaction, which is not a secret.</summary>
        bool IsAccessId(string text);

        IEnumerable<string> Secrets();
    }

    /// <summary>The value of a field with its secrets masked.</summary>
    public string MaskField(string name, string value, int depth = 0)
    {
        if (value.Length == 0) return value;
        if (SecretNames.IsSecret(name)) return Stars(value);
        var cards = !SecretNames.IsIdentifierOrAmount(name);
        if (MisreadUtf8.Of(value) is { } repaired)
        {
            var masked = MaskText(repaired, depth, cards);
            if (masked != repaired) return masked;
        }
        return MaskText(value, depth, cards);
    }

    /// <summary>The name of a field with its secrets masked: a whole body may have been parsed as one name.</summary>
    public string MaskName(string name) => name.Length < MinPairLength || SecretNames.IsCommonField(name) ? name : MaskText(name);

    /// <summary>Fields with the secrets in their names and values masked. Of names that are equal when masked, the last one wins.</summary>
    public Dictionary<string, string> MaskFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var shown = new Dictionary<string, string>();
        foreach (var (name, value) in fields) shown[MaskName(name)] = MaskField(name, value);
        return shown;
    }

    /// <summary>A text of any format with its secrets masked. In doubt, text is masked.</summary>
    /// <param name="cards">Whether digits may be a card number.</param>
    public string MaskText(string text, int depth = 0, bool cards = true)
    {
        if (depth > MaxDepth) return Stars(text);
        return StructuredTextMasker.TryMask(this, text, depth) ?? PlainTextMasker.Mask(this, text, depth, cards);
    }

    /// <summary>The text with stars for the secrets whose values are known.</summary>
    public string MaskKnownValues(string text)
    {
        if (text.Length < SecretValues.MinLength) return text;
        var masked = known.Mask(text);
        if (issued is null || masked.Length < MinIssuedLength || !HasLongRun(masked) || issued.IsAccessId(masked)) return masked;
        return (issuedValues ??= new(issued.Secrets())).Mask(masked);
    }

    public static string Stars(string value) => Stars(value.Length);

    public static string Stars(int length) => length <= MaxCachedStars ? CachedStars[length] : new('*', length);

    // Whether the text has a run of token characters that is as long as an AccessPass.
    static bool HasLongRun(ReadOnlySpan<char> text)
    {
        while (text.Length >= MinIssuedLength)
        {
            var run = text.IndexOfAnyExcept(TokenCharacters);
            if (run < 0 || run >= MinIssuedLength) return true;
            text = text[(run + 1)..];
        }
        return false;
    }
}
