using System.Text.RegularExpressions;

namespace KantanSim.Check.Recording;

/// <summary>Finds what names the order in an answer: the OrderID, or else an id.</summary>
internal static partial class KeyFinder
{
    const int ContextLength = 24;

    static readonly string[] Names = ["id", "key", "orderid", "order_id", "orderno", "order_no", "number", "code", "uuid"];

    /// <summary>Null: the answer names nothing that looks like an order.</summary>
    public static KeptValue? Find(Exchange answer, string orderId) =>
        InJson(answer, orderId) ?? InUrl(answer.Url, orderId) ?? InText(answer.Answer, orderId) ?? IdInUrl(answer.Url);

    static KeptValue? InJson(Exchange answer, string orderId)
    {
        if (RecordedJson.Parse(answer.Answer) is not { } json) return null;
        List<(string Path, string Value)> leaves = [.. RecordedJson.Leaves(json)];
        var named = leaves.Where(leaf => leaf.Value == orderId).Concat(leaves.Where(leaf => Names.Contains(NameOf(leaf.Path))));
        return named.Select(leaf => new KeptValue(leaf.Path, leaf.Value)).FirstOrDefault();
    }

    static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..].ToLowerInvariant();

    static KeptValue? InUrl(Uri url, string orderId)
    {
        var at = url.AbsoluteUri.IndexOf(orderId, StringComparison.Ordinal);
        return at < 0 ? null : new($"url:/{Context(url.AbsoluteUri[..at])}([^/?&#]+)/", orderId);
    }

    static KeptValue? InText(string text, string orderId)
    {
        var at = text.IndexOf(orderId, StringComparison.Ordinal);
        if (at < 0) return null;
        var line = text[..at];
        line = line[(line.LastIndexOf('\n') + 1)..];
        return new($"/{Context(line)}([A-Za-z0-9_-]+)/", orderId);
    }

    static KeptValue? IdInUrl(Uri url) =>
        Id().Match(url.AbsolutePath) is { Success: true } match
            ? new($"url:/{Context(match.Groups["name"].Value)}([^/?&#]+)/", match.Groups["id"].Value)
            : null;

    // What stands before the value, from the last digits on, which differ from order to order.
    static string Context(string before)
    {
        var context = before[Math.Max(0, before.Length - ContextLength)..];
        context = context[(Array.FindLastIndex(context.ToCharArray(), char.IsAsciiDigit) + 1)..];
        return Regex.Escape(context);
    }

    [GeneratedRegex(@"(?<name>/[a-z_-]+/)(?<id>[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*)/?$", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
