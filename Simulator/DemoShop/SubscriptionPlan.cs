using System.Globalization;

namespace KantanSim.DemoShop;

/// <summary>The terms of a subscription.</summary>
/// <param name="ChargeDay">Day of the month on which each month is charged; 31 is the month's last day.</param>
internal sealed record SubscriptionPlan(int ChargeDay, bool FirstMonthFree)
{
    public static readonly int[] Days = [10, 15, 20, 25, 31];

    /// <summary>The charge day of a month.</summary>
    /// <param name="yearMonth">yyyyMM.</param>
    public DateOnly DayIn(int yearMonth)
    {
        var year = yearMonth / 100;
        var month = yearMonth % 100;
        return new(year, month, Math.Min(ChargeDay, DateTime.DaysInMonth(year, month)));
    }
}

/// <summary>
/// A month of a subscription as the shop has recorded it: when the month began, from the gateway's daily file, or when the shop cancelled
/// it.
/// </summary>
/// <param name="YearMonth">yyyyMM.</param>
/// <param name="Status"><c>SALES</c>, <c>PAYFAIL</c> or <c>CANCEL</c>; empty while the charge is scheduled.</param>
/// <param name="Total">Yen, tax included.</param>
internal sealed record BillingMonth(int YearMonth, string Status, int Total, string ErrInfo)
{
    public const string Scheduled = "";
    public const string Charged = "SALES";
    public const string Failed = "PAYFAIL";
    public const string Cancelled = "CANCEL";

    /// <summary>The month of a day, as yyyyMM.</summary>
    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    /// <summary>Parses a month as the protocol writes it, yyyyMM; null when it is invalid.</summary>
    public static int? Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Of(day) : null;
}
