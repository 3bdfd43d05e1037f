#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>Durations in words: <c>1 day 2 hours</c>, <c>1日2時間</c>.</summary>
internal static class DurationWords
{
    public static LocalText Of(DelayRange range)
    {
        var from = Of(range.From);
        if (range.From == range.To) return from;
        var to = Of(range.To);
        return new($"{from.En} to {to.En}", $"{from.Ja}～{to.Ja}");
    }

    public static LocalText Of(TimeSpan span)
    {
        List<(long Count, string En, string Ja)> parts =
        [
            ((long)span.TotalDays, "day", "日"),
            (span.Hours, "hour", "時間"),
            (span.Minutes, "minute", "分"),
            (span.Seconds, "second", "秒"),
            (span.Milliseconds, "millisecond", "ミリ秒"),
        ];
        parts.RemoveAll(part => part.Count == 0);
        if (parts.Count == 0) return new("0 seconds", "0秒");
        return new(
            string.Join(" ", parts.Select(part => $"{Text(part.Count)} {part.En}{(part.Count == 1 ? "" : "s")}")),
            string.Concat(parts.Select(part => $"{Text(part.Count)}{part.Ja}")));
    }

    static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
