using System.Globalization;

namespace KantanSim.Admin.Pages;

/// <summary>One page of a long list.</summary>
/// <param name="From">The index in the whole list of the first item shown, counted from 0.</param>
/// <param name="Total">The length of the whole list.</param>
internal sealed record ResultPage<T>(IReadOnlyList<T> Items, int From, int Total, int PageSize)
{
    /// <summary>The index of the first item of the next page.</summary>
    public int End => From + Items.Count;

    public bool HasNext => End < Total;

    public Dictionary<string, object?> Model() => new()
    {
        ["first"] = Total == 0 ? 0 : From + 1,
        ["last"] = End,
        ["total"] = Total,
        ["previous"] = From == 0 ? "" : Text(Math.Max(0, From - PageSize)),
        ["next"] = HasNext ? Text(End) : "",
    };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class ResultPage
{
    /// <param name="from">The index of the first item, from the query; anything that is no index of the list counts as 0.</param>
    public static ResultPage<T> Of<T>(IReadOnlyList<T> all, string? from, int pageSize)
    {
        var isIndex = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < all.Count;
        var start = isIndex ? index : 0;
        return new([.. all.Skip(start).Take(pageSize)], start, all.Count, pageSize);
    }
}
