using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace KantanSim.Check.Adapters;

/// <summary>Finds buttons and links on a page, by their text or else by a CSS selector.</summary>
internal static partial class PageElements
{
    const string Buttons = "button, input[type=submit], input[type=image], input[type=button]";
    const string Links = "a[href], area[href]";

    /// <summary>The button, or the form itself when the selector names a form.</summary>
    /// <exception cref="AdapterException">There is none, or several have this text.</exception>
    public static IElement Button(IDocument page, string wanted) => Find(page, wanted, Buttons, "button");

    /// <inheritdoc cref="Button"/>
    public static IElement Link(IDocument page, string wanted) => Find(page, wanted, Links, "link");

    static IElement Find(IDocument page, string wanted, string selector, string kind)
    {
        var all = page.QuerySelectorAll(selector);
        var named = all.Where(element => Label(element) == OneLine(wanted)).ToList();
        if (named.Count > 1) throw new AdapterException($"{named.Count} {kind}s say {wanted}: use a CSS selector.");
        return named.FirstOrDefault() ?? Select(page, wanted) ?? throw new AdapterException(
            $"The page {page.Url} has no {kind} {wanted}. It has: {List(all.Select(Label))}.");
    }

    static IElement? Select(IDocument page, string selector)
    {
        try { return page.QuerySelector(selector); }
        // The text of a button is seldom a selector.
        catch (DomException) { return null; }
    }

    static string Label(IElement element) => OneLine(element switch
    {
        IHtmlInputElement { Type: "image" } image => image.AlternativeText ?? "",
        IHtmlInputElement input => input.Value,
        _ => element.TextContent,
    });

    /// <summary>At most 20 names, for a message.</summary>
    public static string List(IEnumerable<string> names)
    {
        var some = names.Where(name => name.Length > 0).Distinct().Take(20).Select(AnswerLine.Of).ToList();
        return some.Count > 0 ? string.Join(", ", some) : "none";
    }

    static string OneLine(string text) => WhiteSpace().Replace(text.Trim(), " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
