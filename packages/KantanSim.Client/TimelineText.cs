using System.Globalization;

namespace KantanSim.Client;

/// <summary>A payment as text, for messages of failed tests.</summary>
public static class TimelineText
{
    static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>The payment's status and money, then one line for each entry of its timeline. Times are those of Japan.</summary>
    public static string Of(Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var head = $"Order {transaction.OrderId} of shop {transaction.ShopId}: {transaction.Status}, {transaction.Total} yen, "
            + $"scenario {transaction.Scenario}, AccessID {transaction.AccessId}, times in JST";
        return string.Join('\n', (transaction.Timeline ?? []).Select(Line).Prepend(head));
    }

    static string Line(TimelineEntry entry)
    {
        var step = entry.Step?.ToString(CultureInfo.InvariantCulture) ?? "";
        var time = Time(entry.At);
        var note = entry.Note is { Length: > 0 } text ? $" ({text})" : "";
        return $"  {step,2} {time} {entry.From} -> {entry.To}: {entry.What}{note}";
    }

    /// <summary>A time in Japan, such as <c>2026-04-01 09:00:00</c>.</summary>
    internal static string Time(DateTimeOffset at) => at.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
