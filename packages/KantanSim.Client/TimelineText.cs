using System.Globalization;

namespace KantanSim.Client;

/// <summary>A payment as text, for messages of failed tests.</summary>
public static class TimelineText
{
    /// <summary>The payment's status and money, then one line for each entry of its timeline.</summary>
    public static string Of(Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var head = $"Order {transaction.OrderId} of shop {transaction.ShopId}: {transaction.Status}, {transaction.Total} yen, "
            + $"scenario {transaction.Scenario}, AccessID {transaction.AccessId}";
        return string.Join('\n', (transaction.Timeline ?? []).Select(Line).Prepend(head));
    }

    internal static string After(Transaction? transaction) => transaction is null ? "" : $"\n{Of(transaction)}";

    static string Line(TimelineEntry entry)
    {
        var step = entry.Step?.ToString(CultureInfo.InvariantCulture) ?? "";
        var time = entry.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var note = entry.Note is { Length: > 0 } text ? $" ({text})" : "";
        return $"  {step,2} {time} {entry.From} -> {entry.To}: {entry.What}{note}";
    }
}
