using System.Text;
using KantanSim.Operations;
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

    /// <param name="lost">The messages that did not arrive, by their index in the timeline.</param>
    public static string Of(Transaction payment, IEnumerable<TimelineEntry> timeline, IReadOnlyDictionary<int, LostMessage> lost)
    {
        var text = new StringBuilder(Start);
        text.Append($"  Note over C,S: order {Escape(payment.OrderId)} of {Escape(payment.ShopId)}\n");
        foreach (var (index, entry) in timeline.Index()) text.Append($"  {Line(entry, lost.GetValueOrDefault(index))}\n");
        text.Append($"  Note over C,S: {payment.Status.Code}\n");
        return text.ToString();
    }

    // The arrow of a message that did not arrive ends in a cross.
    static string Line(TimelineEntry entry, LostMessage? lost) => lost is null
        ? $"{Arrow(entry)}: {Escape(Label(entry, entry.Note))}"
        : $"{Letter(lost.From)}-x{Letter(lost.To)}: {Escape(Label(entry, entry.Note ?? lost.Why.En))}";

    static string Arrow(TimelineEntry entry) =>
        entry.From == Party.Simulator ? "Note over G" : $"{Letter(entry.From)}->>{Letter(entry.To)}";

    static string Label(TimelineEntry entry, string? note)
    {
        var number = entry.Number is { } step ? $"{step} " : "";
        var altered = AlteredMessage.Of(entry) is { } sent ? $" {sent.En}" : "";
        return number + entry.What + altered + (note is null ? "" : $" ({note})");
    }

    static char Letter(string party) => char.ToUpperInvariant(party[0]);

    // In Mermaid a semicolon ends a statement, and # begins an entity.
    static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("; ", ", ", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
