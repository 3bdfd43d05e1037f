using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>
/// A first call to the gateway, as a complete program in several languages. The texts are in <c>Snippets/</c>; docs/connecting.md has the
/// same.
/// </summary>
internal static class FirstCallSnippets
{
    static readonly (string Id, string Name)[] Languages =
    [
        ("curl", "curl"), ("php", "PHP"), ("ruby", "Ruby"), ("csharp", "C#"), ("node", "Node.js"), ("python", "Python"),
    ];

    /// <summary>One program.</summary>
    /// <param name="Id">The file's name in <c>Snippets/</c>, without <c>.txt</c>.</param>
    /// <param name="Name">The language as it is written.</param>
    /// <param name="Parts">The text, split where the ShopPass stands.</param>
    internal sealed record Snippet(string Id, string Name, IReadOnlyList<string> Parts);

    /// <param name="gateway">The base of the gateway's URLs.</param>
    public static IReadOnlyList<Snippet> All(string gateway, string shopId) =>
        [.. Languages.Select(language => new Snippet(language.Id, language.Name, Parts(language.Id, gateway, shopId)))];

    /// <summary>The call as a curl command.</summary>
    public static string Curl(string gateway, string shopId, string shopPass) =>
        string.Join(shopPass, Parts("curl", gateway, shopId));

    // ShopID and ShopPass need no quoting: letters and digits.
    static string[] Parts(string id, string gateway, string shopId) =>
        EmbeddedFiles.Text($"Admin/Pages/Snippets/{id}.txt")
            .ReplaceLineEndings("\n").TrimEnd()
            .Replace("@GATEWAY@", Quotable(gateway), StringComparison.Ordinal)
            .Replace("@SHOP_ID@", shopId, StringComparison.Ordinal)
            .Split("@SHOP_PASS@");

    // What ends or changes a quoted text in one of the languages is percent-encoded, as a URL may be.
    static string Quotable(string url) => url
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("'", "%27", StringComparison.Ordinal)
        .Replace("$", "%24", StringComparison.Ordinal)
        .Replace("#", "%23", StringComparison.Ordinal)
        .Replace("{", "%7B", StringComparison.Ordinal)
        .Replace("\\", "%5C", StringComparison.Ordinal);
}
