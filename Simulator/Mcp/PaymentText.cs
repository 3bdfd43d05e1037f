using System.Globalization;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Mcp;

/// <summary>Payments as plain text. Texts of the shop are in one line, without invisible characters.</summary>
internal static class PaymentText
{
    /// <summary>A payment in one line. Times are JST.</summary>
    public static string Line(TransactionView payment)
    {
        var error = payment.ErrInfo is { Length: > 0 } info ? $" ({info})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Order {PrintableText.Of(payment.OrderId)} of shop {payment.ShopId}: {payment.Status}{error}, {payment.Total} yen, ")
            + $"scenario {payment.Scenario}, registered {Jst.Readable(payment.CreatedAt)}, AccessID {payment.AccessId}";
    }

    /// <summary>A heading with one line for each item; empty without items.</summary>
    public static string Section(string heading, IEnumerable<string> items)
    {
        var lines = string.Concat(items.Select(item => $"\n- {item}"));
        return lines.Length == 0 ? "" : $"\n\n{heading}:{lines}";
    }

    /// <summary>The items of a page, and how it goes on.</summary>
    /// <param name="none">The sentence for an empty list.</param>
    public static string Page(IEnumerable<string> items, string? cursor, string none)
    {
        var lines = string.Join('\n', items);
        var next = cursor is null ? "" : $"\nThere may be more: call again with cursor \"{cursor}\".";
        return (lines.Length == 0 ? none : lines) + next;
    }
}
