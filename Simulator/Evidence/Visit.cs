using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>A consumer's visit: StartURL was opened, and perhaps something was decided at the wallet.</summary>
/// <param name="Start">The entry of StartURL.</param>
/// <param name="Deeds">What the consumer did at the wallet, oldest first (step 7).</param>
/// <param name="LedBack">Whether the browser was sent back to the merchant, even if it never arrived there.</param>
internal sealed record Visit(TimelineEntry Start, IReadOnlyList<TimelineEntry> Deeds, bool LedBack)
{
    const int AtTheGateway = 6, AtTheWallet = 7;

    /// <summary>Whether the wallet was reached.</summary>
    public bool IsAtTheWallet => !Start.Failed;

    /// <summary>Whether the gateway refused it and the consumer got no further. A script's consumer goes back to the merchant.</summary>
    public bool LedNowhere => Start.Failed && !LedBack;

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
                var entries = timeline.Take(start.Index..end).ToList();
                return new Visit(start.Item, [.. entries.Where(entry => entry.Number == AtTheWallet)], entries.Exists(IsBack));
            }),
        ];
    }

    // The returns to RetURL, and what is said of a browser that does not come back.
    static bool IsBack(TimelineEntry entry) =>
        entry is { From: Party.Gateway, To: Party.Merchant } && entry.What.Contains("browser", StringComparison.Ordinal);
}
