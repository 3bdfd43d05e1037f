using System.Globalization;

namespace KantanSim.DemoShop;

/// <summary>What the consumer signs up to: on which day each month is charged, 31 being its last, and whether the first is free.</summary>
internal sealed record SubscriptionPlan(int ChargeDay, bool FirstMonthFree)
{
    public static readonly int[] Days = [10, 15, 20, 25, 31];

    /// <summary>The day on which a month is charged.</summary>
    public DateOnly DayIn(int month) => new(month / 100, month % 100, Math.Min(ChargeDay, DateTime.DaysInMonth(month / 100, month % 100)));
}

/// <summary>A month of a subscription as the shop's books have it: as it was made, as the gateway's daily file tells of it, or taken back by the shop.</summary>
/// <param name="YearMonth">As yyyyMM.</param>
/// <param name="Status"><c>SALES</c>, <c>PAYFAIL</c>, <c>CANCEL</c>, or empty: the charge is made, its day is to come.</param>
/// <param name="Total">Yen.</param>
internal sealed record BillingMonth(int YearMonth, string Status, int Total, string ErrInfo)
{
    public const string ToCome = "";
    public const string Charged = "SALES";
    public const string Failed = "PAYFAIL";
    public const string Cancelled = "CANCEL";

    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    /// <summary>A month as the protocol writes it, or null.</summary>
    public static int? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Of(day) : null;
}
