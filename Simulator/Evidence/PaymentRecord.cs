using KantanSim.Advice;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>All that is kept of one payment. Secrets are masked, but for the payment's own row.</summary>
internal sealed record PaymentRecord
{
    public required Transaction Payment { get; init; }

    /// <summary>The payment's shop. For a deleted one, a shop without a notification URL.</summary>
    public required Shop Shop { get; init; }

    /// <summary>The scenario that it plays, as its file is now.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The time of the shop's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Real time, in UTC.</summary>
    public required DateTimeOffset RealNow { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>Result notifications, oldest first.</summary>
    public required IReadOnlyList<Notification> Notifications { get; init; }

    /// <summary>
    /// Its calls, browser requests and posts, oldest first, also the calls of its order that came to nothing before the registration.
    /// </summary>
    public required IReadOnlyList<Observation> Observations { get; init; }

    /// <summary>Those of the observations whose bodies are still kept, by their numbers.</summary>
    public required IReadOnlyDictionary<long, Exchange> Bodies { get; init; }

    /// <summary>What the shop should change.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}
