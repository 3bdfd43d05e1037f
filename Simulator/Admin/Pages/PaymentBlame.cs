using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// Says what was the fault of nobody at the shop: what the scenario did, and what the consumer did before a payment failed. The shop's own
/// faults are the advice's findings.
/// </summary>
internal static class PaymentBlame
{
    /// <param name="lost">The messages that did not arrive, by their index in the timeline.</param>
    public static IEnumerable<Dictionary<string, object?>> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyDictionary<int, LostMessage> lost)
    {
        if (LastScripted(timeline, lost) is { } scripted)
            yield return Line("The scenario", "シナリオ", timeline[scripted], scripted, lost.GetValueOrDefault(scripted)?.Why);
        if (payment.Status != GatewayStatus.Failed && payment.Status != GatewayStatus.Expired) yield break;
        var last = timeline.Index().LastOrDefault(one => one.Item.From == Party.Consumer && one.Item.To == Party.Wallet);
        if (last.Item is { } entry) yield return Line("The consumer", "利用者", entry, last.Index, null);
    }

    static int? LastScripted(IReadOnlyList<TimelineEntry> timeline, IReadOnlyDictionary<int, LostMessage> lost)
    {
        for (var index = timeline.Count - 1; index >= 0; index--)
            if (lost.GetValueOrDefault(index) is { IsScripted: true } || IsFault(timeline[index])) return index;
        return null;
    }

    // The faults of a scenario are the simulator's entries with a colon, such as "answer of RecruitSales: connection broken off".
    static bool IsFault(TimelineEntry entry) => entry.From == Party.Simulator && entry.What.Contains(": ", StringComparison.Ordinal);

    static Dictionary<string, object?> Line(string en, string ja, TimelineEntry entry, int index, Note? why) => new()
    {
        ["who_en"] = en,
        ["who_ja"] = ja,
        ["message"] = MessageModel.Id(index + 1),
        ["en"] = entry.What + (why is null ? "" : $": {why.En}"),
        ["ja"] = (TimelineTranslations.ToJapanese(entry.What) ?? entry.What) + (why is null ? "" : $"：{why.Ja}"),
    };
}
