using System.Text;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>A payment's messages as a Mermaid sequence diagram, for a ticket or a wiki.</summary>
internal static class Mermaid
{
    public static string Of(Transaction payment, IEnumerable<TimelineEntry> timeline)
    {
        var text = new StringBuilder("sequenceDiagram\n");
        text.Append("  participant C as Consumer\n  participant M as Merchant\n  participant G as Gateway\n  participant W as Wallet\n  participant S as SBPS\n");
        text.Append("  Note over C,S: order ").Append(Plain(payment.OrderId)).Append(" of ").Append(Plain(payment.ShopId)).Append('\n');
        foreach (var line in timeline)
        {
            var words = Plain($"{(line.Number is { } number ? $"{number} " : "")}{line.What}{(line.Note is { } note ? $" ({note})" : "")}");
            text.Append("  ").Append(line.From == Party.Simulator ? "Note over G" : $"{Letter(line.From)}->>{Letter(line.To)}").Append(": ").Append(words).Append('\n');
        }
        return text.Append("  Note over C,S: ").Append(payment.Status.Code).Append('\n').ToString();
    }

    static char Letter(string party) => char.ToUpperInvariant(party[0]);

    // A semicolon ends a statement and a number sign begins an entity.
    static string Plain(string text) => text.Replace("#", "#35;", StringComparison.Ordinal).Replace("; ", ", ", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
