using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>A consumer's visit: StartURL was opened, and perhaps something was decided at the wallet.</summary>
/// <param name="Start">The entry of StartURL.</param>
/// <param name="Deeds">What the consumer did at the wallet, oldest first (step 7).</param>
internal sealed record Visit(TimelineEntry Start, IReadOnlyList<TimelineEntry> Deeds)
{
    const int AtTheGateway = 6, AtTheWallet = 7;

    /// <summary>Whether the wallet was reached.</summary>
    public bool IsAtTheWallet => !Start.Failed;

    public static bool IsStart(TimelineEntry entry) =>
        entry is { From: Party.Consumer, To: Party.Gateway } && (entry.Number == AtTheGateway || entry.Failed);

    /// <summary>The visits of a timeline, oldest first.</summary>
    public static IReadOnlyList<Visit> Of(IReadOnlyList<TimelineEntry> timeline)
    {
        var starts = timeline.Index().Where(one => IsStart(one.Item)).ToList();
        return
        [
            .. starts.Select((start, number) =>
            {
                var end = number + 1 < starts.Count ? starts[number + 1].Index : timeline.Count;
                var deeds = timeline.Take(start.Index..end).Where(entry => entry.Number == AtTheWallet);
                return new Visit(start.Item, [.. deeds]);
            }),
        ];
    }
}
