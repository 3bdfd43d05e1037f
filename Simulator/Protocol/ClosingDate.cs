using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>The closing dates of SBPS's deposits. UNVERIFIED: the cycle is not published.</summary>
internal static class ClosingDate
{
    /// <summary>The last second, in Japan, of the first closing day on or after an instant.</summary>
    /// <param name="closingDays">Days of the month. A day after the end of a month is its last day.</param>
    public static DateTimeOffset EndAfter(DateTimeOffset instant, IReadOnlyList<int> closingDays)
    {
        var today = Jst.DateOf(instant);
        return Enumerable.Range(0, 3)
            .SelectMany(months => DaysOf(today.AddMonths(months), closingDays))
            .Where(day => day >= today)
            .Select(Jst.EndOfDay)
            .First();
    }

    static IEnumerable<DateOnly> DaysOf(DateOnly month, IReadOnlyList<int> closingDays)
    {
        var last = DateTime.DaysInMonth(month.Year, month.Month);
        return closingDays.Select(day => new DateOnly(month.Year, month.Month, Math.Min(day, last))).Distinct().Order();
    }
}
