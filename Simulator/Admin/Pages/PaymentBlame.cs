using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// Says what was the fault of nobody at the shop: what the scenario did, and what the consumer did before a payment failed. The shop's own
/// faults are the advice's findings.
/// </summary>
internal static class PaymentBlame
{
    /// <param name="lost">The messages that did not arrive, by their index in the timeline.</param>
    /// <param name="advice">The description of the scenario, which says what a good shop does; may be empty.</param>
    public static IEnumerable<Dictionary<string, object?>> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyDictionary<int, LostMessage> lost, LocalText advice)
    {
        var scripted = LastScripted(timeline, lost);
        if (scripted is { } index)
            yield return Line("The scenario", "シナリオ", index, Said(timeline[index], lost.GetValueOrDefault(index)?.Why));
        var altered = timeline.Index().LastOrDefault(one => one.Item.Unaltered is not null);
        if (altered.Item is { } changed) yield return Line("The scenario", "シナリオ", altered.Index, AlteredMessage.Whole(changed)!);
        if ((scripted is not null || altered.Item is not null) && advice.En.Length > 0)
            yield return Line("What to do", "お店の対応", null, new(advice.En, advice.Ja));
        if (payment.Status != GatewayStatus.Failed && payment.Status != GatewayStatus.Expired) yield break;
        var last = timeline.Index().LastOrDefault(one => one.Item.From == Party.Consumer && one.Item.To == Party.Wallet);
        if (last.Item is { } entry) yield return Line("The consumer", "利用者", last.Index, Said(entry, null));
    }

    static int? LastScripted(IReadOnlyList<TimelineEntry> timeline, IReadOnlyDictionary<int, LostMessage> lost)
    {
        for (var index = timeline.Count - 1; index >= 0; index--)
            if (lost.GetValueOrDefault(index) is { IsScripted: true } || IsFault(timeline[index])) return index;
        return null;
    }

    // The faults of a scenario are the simulator's entries with a colon, such as "answer of RecruitSales: connection broken off".
    static bool IsFault(TimelineEntry entry) => entry.From == Party.Simulator && entry.What.Contains(": ", StringComparison.Ordinal);

    // The words of the simulator's own entries name the fault already.
    static Note Said(TimelineEntry entry, Note? why)
    {
        var japanese = TimelineTranslations.ToJapanese(entry.What) ?? entry.What;
        return why is null || entry.From == Party.Simulator
            ? new(entry.What, japanese)
            : new($"{entry.What}: {why.En}", $"{japanese}：{why.Ja}");
    }

    static Dictionary<string, object?> Line(string en, string ja, int? index, Note said) => new()
    {
        ["who_en"] = en,
        ["who_ja"] = ja,
        ["message"] = index is { } at ? MessageModel.Id(at + 1) : "",
        ["en"] = said.En,
        ["ja"] = said.Ja,
    };
}
