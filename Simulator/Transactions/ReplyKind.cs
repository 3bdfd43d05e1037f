namespace KantanSim.Transactions;

/// <summary>Says what a merchant has answered to a notification instead of 0 or 1, in a few words.</summary>
internal static class ReplyKind
{
    const int MaxCharacters = 40;

    /// <param name="reply">The body of the answer; null for none.</param>
    public static Note Of(string? reply) => reply?.Trim() switch
    {
        null or "" => new("an empty body", "空の本文"),
        ['<', ..] => new("a page of HTML", "HTML のページ"),
        ['{' or '[', ..] => new("JSON", "JSON"),
        ['0', ..] => new("a body that only begins with 0", "「0」で始まる別の本文"),
        { } text => new($"the body “{Shorten(text)}”", $"本文「{Shorten(text)}」"),
    };

    static string Shorten(string text) => text.Length > MaxCharacters ? $"{text[..MaxCharacters]}…" : text;
}
