using System.Text;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>Writes a payment's messages as a Mermaid sequence diagram, for a ticket or a wiki.</summary>
internal static class Mermaid
{
    const string Start = """
        sequenceDiagram
          participant C as Consumer
          participant M as Merchant
          participant G as Gateway
          participant W as Wallet
          participant S as SBPS

        """;

    public static string Of(Transaction payment, IEnumerable<TimelineEntry> timeline)
    {
        var text = new StringBuilder(Start);
        text.Append($"  Note over C,S: order {Escape(payment.OrderId)} of {Escape(payment.ShopId)}\n");
        foreach (var entry in timeline) text.Append($"  {Arrow(entry)}: {Escape(Label(entry))}\n");
        text.Append($"  Note over C,S: {payment.Status.Code}\n");
        return text.ToString();
    }

    static string Arrow(TimelineEntry entry) =>
        entry.From == Party.Simulator ? "Note over G" : $"{Letter(entry.From)}->>{Letter(entry.To)}";

    static string Label(TimelineEntry entry)
    {
        var number = entry.Number is { } step ? $"{step} " : "";
        var note = entry.Note is { } text ? $" ({text})" : "";
        return number + entry.What + note;
    }

    static char Letter(string party) => char.ToUpperInvariant(party[0]);

    // In Mermaid a semicolon ends a statement, and # begins an entity.
    static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("; ", ", ", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
