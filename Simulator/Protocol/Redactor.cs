using System.Buffers;

namespace KantanSim.Protocol;

/// <summary>
/// Masks secrets in what was sent or answered: by likeness of the name (<see cref="SecretNames"/>), by value, and card numbers by their form.
/// Every step is linear in the length of the text.
/// </summary>
/// <param name="known">Secrets that are known for all calls.</param>
/// <param name="issued">AccessPass and Token of the transactions that the call names.</param>
internal sealed class Redactor(SecretValues known, Redactor.IIssuedSecrets? issued = null)
{
    /// <summary>Escapes within escapes, and forms within JSON within forms, are looked into as often as this. What is deeper is not shown.</summary>
    public const int MaxDepth = 4;

    /// <summary>An AccessPass has as many hexadecimal digits; a Token is longer.</summary>
    const int ShortestIssued = 32;

    const int LongestStars = 64;

    /// <summary>The shortest text with the name and the value of a secret, as in <c>pw=1</c>.</summary>
    const int ShortestPair = 4;

    /// <summary>By names and forms only.</summary>
    public static readonly Redactor ByName = new(SecretValues.None);

    static readonly string[] StarsOf = [.. Enumerable.Range(0, LongestStars + 1).Select(length => new string('*', length))];

    static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=%");

    SecretValues? issuedValues;

    /// <summary>What the gateway has issued. It is asked only about texts that are as long as an AccessPass.</summary>
    internal interface IIssuedSecrets
    {
        /// <summary>Whether the whole text is the AccessID of a transaction, which is no secret.</summary>
        bool IsAccessId(string text);

        IEnumerable<string> Secrets();
    }

    /// <summary>A field's value as it may be shown.</summary>
    public string MaskField(string name, string value, int depth = 0) =>
        value.Length == 0 ? value
        : SecretNames.IsSecret(name) ? Stars(value)
        : MisreadUtf8.Of(value) is { } meant && MaskText(meant, depth, !SecretNames.IsIdentifierOrAmount(name)) is var masked && masked != meant ? masked
        : MaskText(value, depth, !SecretNames.IsIdentifierOrAmount(name));

    /// <summary>A field's name as it may be shown: a whole body may have been read as one.</summary>
    public string MaskName(string name) => name.Length < ShortestPair || SecretNames.IsCommonField(name) ? name : MaskText(name);

    /// <summary>Fields with their names and values as they may be shown. Of names that are alike when masked, the last counts.</summary>
    public Dictionary<string, string> MaskFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var shown = new Dictionary<string, string>();
        foreach (var (name, value) in fields) shown[MaskName(name)] = MaskField(name, value);
        return shown;
    }

    /// <summary>A text of any kind. What cannot be told from a secret is masked too.</summary>
    /// <param name="cards">Whether digits in it may be a card number.</param>
    public string MaskText(string text, int depth = 0, bool cards = true) =>
        depth > MaxDepth ? Stars(text) : StructuredTextMasker.TryMask(this, text, depth) ?? PlainTextMasker.Mask(this, text, depth, cards);

    /// <summary>The text with stars for secrets that are known by their values.</summary>
    public string MaskKnownValues(string text)
    {
        if (text.Length < SecretValues.Shortest) return text;
        var masked = known.Mask(text);
        if (issued is null || masked.Length < ShortestIssued || !HasLongRun(masked) || issued.IsAccessId(masked)) return masked;
        return (issuedValues ??= new(issued.Secrets())).Mask(masked);
    }

    public static string Stars(string value) => Stars(value.Length);

    public static string Stars(int length) => length <= LongestStars ? StarsOf[length] : new('*', length);

    static bool HasLongRun(ReadOnlySpan<char> text)
    {
        while (text.Length >= ShortestIssued)
        {
            var run = text.IndexOfAnyExcept(Token);
            if (run < 0 || run >= ShortestIssued) return true;
            text = text[(run + 1)..];
        }
        return false;
    }
}
