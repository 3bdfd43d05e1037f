using System.Globalization;

namespace KantanSim.DemoShop.Api;

/// <summary>A month of a subscription.</summary>
/// <param name="Month">Such as <c>2026-01</c>.</param>
/// <param name="Status"><c>scheduled</c>, <c>charged</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Total">Yen, tax included.</param>
internal sealed record MonthView(string Month, string Status, int Total)
{
    public static MonthView Of(BillingMonth month) => new(Text(month.YearMonth), StatusOf(month), month.Total);

    static string StatusOf(BillingMonth month) => month.Status switch
    {
        BillingMonth.Scheduled => "scheduled",
        BillingMonth.Charged => "charged",
        BillingMonth.Failed => "failed",
        BillingMonth.Cancelled => "cancelled",
        var other => other,
    };

    static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}");
}
