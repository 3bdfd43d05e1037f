using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>Months as the wire writes them, yyyyMM, counted in Japan.</summary>
internal static class ChargeMonth
{
    public static int Of(DateTimeOffset moment) => Number(Jst.DateOf(moment));

    public static int Next(int month) => Number(First(month).AddMonths(1));

    /// <summary>The month's beginning.</summary>
    public static DateTimeOffset StartOf(int month) => Jst.StartOfDay(First(month));

    /// <summary>The beginning of the month's charge day; a day beyond the month's end means its last.</summary>
    public static DateTimeOffset DayOf(int month, int chargeDay)
    {
        var first = First(month);
        return Jst.StartOfDay(first.AddDays(Math.Min(chargeDay, DateTime.DaysInMonth(first.Year, first.Month)) - 1));
    }

    public static string Format(int month) => month.ToString("D6", CultureInfo.InvariantCulture);

    static DateOnly First(int month) => new(month / 100, month % 100, 1);

    static int Number(DateOnly day) => day.Year * 100 + day.Month;
}
