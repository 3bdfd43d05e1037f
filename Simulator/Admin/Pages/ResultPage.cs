using System.Globalization;

namespace KantanSim.Admin.Pages;

/// <summary>The part of a long list that a page shows, and the way to the others.</summary>
internal sealed record ResultPage<T>(IReadOnlyList<T> Items, int From, int Total, int Most)
{
    public Dictionary<string, object?> Model() => new()
    {
        ["first"] = Total == 0 ? 0 : From + 1,
        ["last"] = From + Items.Count,
        ["total"] = Total,
        ["previous"] = From == 0 ? "" : Text(Math.Max(0, From - Most)),
        ["next"] = From + Items.Count < Total ? Text(From + Items.Count) : "",
    };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal static class ResultPage
{
    /// <param name="from">How many are passed over, as a query says it; what is no such number counts as 0.</param>
    public static ResultPage<T> Of<T>(IReadOnlyList<T> all, string? from, int most)
    {
        var start = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < all.Count ? number : 0;
        return new([.. all.Skip(start).Take(most)], start, all.Count, most);
    }
}
