using System.Globalization;

namespace KantanSim.Admin.Pages;

/// <summary>The pages of a counted list: which rows are shown, of how many, and links to the other pages.</summary>
/// <param name="Page">The page shown, from 1. A page beyond the end counts as the last.</param>
internal sealed record PaymentListPager(PaymentListQuery Query, int Total, int Page, int PageSize)
{
    public static PaymentListPager Of(PaymentListQuery query, int total, int pageSize)
    {
        var pages = Math.Max(1, (total + pageSize - 1) / pageSize);
        return new(query, total, Math.Min(query.Page, pages), pageSize);
    }

    /// <summary>The number of rows before the page.</summary>
    public int Skipped => (Page - 1) * PageSize;

    public bool IsLast => Skipped + PageSize >= Total;

    /// <param name="isPartial">Whether there are older payments that were not counted.</param>
    public Dictionary<string, object?> Model(bool isPartial) => new()
    {
        ["from"] = Number(Total == 0 ? 0 : Skipped + 1),
        ["to"] = Number(Math.Min(Skipped + PageSize, Total)),
        ["total"] = Number(Total) + (isPartial ? "+" : ""),
        ["partial"] = isPartial,
        ["first"] = Page > 1 ? PathOf(1) : "",
        ["previous"] = Page > 1 ? PathOf(Page - 1) : "",
        ["next"] = IsLast ? "" : PathOf(Page + 1),
        ["last"] = IsLast ? "" : PathOf((Total + PageSize - 1) / PageSize),
    };

    string PathOf(int page) => (Query with { Page = page, Before = null }).Path;

    static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
