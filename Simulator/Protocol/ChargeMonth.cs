using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>Calendar months in Japan as the protocol writes them: <c>yyyyMM</c>, here the number 202601.</summary>
internal static class ChargeMonth
{
    public static int Of(DateTimeOffset instant) => Number(Jst.DateOf(instant));

    public static int Next(int month) => Number(FirstDayOf(month).AddMonths(1));

    /// <summary>The start of the month in Japan, in UTC.</summary>
    public static DateTimeOffset StartOf(int month) => Jst.StartOfDay(FirstDayOf(month));

    /// <summary>The start of the charge day in Japan, in UTC. A day after the end of the month is its last day.</summary>
    public static DateTimeOffset DayOf(int month, int chargeDay)
    {
        var first = FirstDayOf(month);
        var day = Math.Min(chargeDay, DateTime.DaysInMonth(first.Year, first.Month));
        return Jst.StartOfDay(first.AddDays(day - 1));
    }

    public static string Format(int month) => month.ToString("D6", CultureInfo.InvariantCulture);

    static DateOnly FirstDayOf(int month) => new(month / 100, month % 100, 1);

    static int Number(DateOnly day) => day.Year * 100 + day.Month;
}
