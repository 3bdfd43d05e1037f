using KantanSim.Wire;

namespace KantanSim.Protocol;

/// <summary>SBPS's closing dates. UNVERIFIED: the cycle is not published (protocol.md 7).</summary>
internal static class ClosingDate
{
    /// <summary>The last second, in Japan, of the first closing day that a moment falls on or before.</summary>
    /// <param name="closingDays">Days of the month; one beyond the month's end means its last day.</param>
    public static DateTimeOffset EndAfter(DateTimeOffset moment, IReadOnlyList<int> closingDays)
    {
        var today = Jst.DateOf(moment);
        return Enumerable.Range(0, 3)
            .SelectMany(months => DaysOf(today.AddMonths(months), closingDays))
            .Where(day => day >= today)
            .Select(Jst.EndOfDay)
            .First();
    }

    static IEnumerable<DateOnly> DaysOf(DateOnly month, IReadOnlyList<int> closingDays) =>
        closingDays.Select(day => new DateOnly(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)))).Distinct().Order();
}
