using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>
/// What is known of a payment, or of a shop's calls that belong to no payment. All that the rules judge by.
/// </summary>
internal sealed class History
{
    const int CompletionNotice = 8;

    IReadOnlyList<Observation>? calls;
    IReadOnlyList<Observation>? searches;
    (TimelineEntry? Entry, bool IsKnown) result;

    /// <summary>The payment's shop. For a deleted or unknown one, a shop without a notification URL.</summary>
    public required Shop Shop { get; init; }

    /// <summary>The time of the shop's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Null for the calls of a shop that belong to no payment.</summary>
    public Transaction? Payment { get; init; }

    /// <summary>Whether KantanSim has played the payment in the shop's place.</summary>
    public bool IsPlayed => Payment?.IsPlayed == true;

    /// <summary>The payment's timeline, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>The payment's result notifications, oldest first.</summary>
    public IReadOnlyList<Notification> Notifications { get; init; } = [];

    /// <summary>What was observed, oldest first: of the payment, or without a payment the shop's last calls that name none.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>The shop's last calls of the gateway, oldest first, also those about payments; only without a payment.</summary>
    public IReadOnlyList<Observation> CallsOfShop { get; init; } = [];

    /// <summary>Finds the newest payment of another order of the shop.</summary>
    public Func<string, Transaction?> FindByOrder { get; init; } = _ => null;

    /// <summary>The base URL of KantanSim as consumers see it; empty when it is taken from the request.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>The shop's calls of the gateway, oldest first.</summary>
    public IReadOnlyList<Observation> Calls => calls ??= [.. Observations.Where(one => one.Kind == ObservedKind.Call)];

    /// <summary>The shop's calls of SearchTradeMulti, oldest first.</summary>
    public IReadOnlyList<Observation> Searches => searches ??= [.. Calls.Where(call => call.Api == "SearchTradeMulti")];

    /// <summary>The wallet's report of the consumer's decision (step 8), after which the payment has a result; null before it.</summary>
    public TimelineEntry? Result
    {
        get
        {
            if (!result.IsKnown) result = (Timeline.FirstOrDefault(entry => entry is { Number: CompletionNotice, Failed: false }), true);
            return result.Entry;
        }
    }

    /// <summary>All attempts to deliver notifications, with their notification.</summary>
    public IEnumerable<(Notification Notification, NotificationAttempt Attempt)> Attempts =>
        from notification in Notifications
        from attempt in notification.Attempts
        select (notification, attempt);

    /// <summary>A call as evidence: its timeline entry where it has one.</summary>
    public Evidence EvidenceOf(Observation call)
    {
        // The fields of both are masked alike. Of several equal calls, the entry is meant that was made during the call.
        var entries = Timeline.Index().Where(one => IsCall(one.Item, call)).ToList();
        if (entries.Count == 0) return new(null, call.Number);
        return new(entries.MinBy(one => Distance(one.Item.RealAt, call)).Index, call.Number);
    }

    /// <summary>An attempt to deliver a notification as evidence.</summary>
    public Evidence EvidenceOf(Notification notification, NotificationAttempt attempt)
    {
        var what = notification.EntryOf(notification.Attempts.IndexOf(attempt));
        var found = Timeline.Index().FirstOrDefault(one => one.Item.What == what && one.Item.At == attempt.At, (-1, null!));
        return new(found.Index < 0 ? null : found.Index);
    }

    /// <summary>The entry of the result as evidence; none before it.</summary>
    public IEnumerable<Evidence> EvidenceOfResult() => EvidenceOf(entry => ReferenceEquals(entry, Result));

    /// <summary>The first entry of the timeline that a condition selects, as evidence; none if there is none.</summary>
    public IEnumerable<Evidence> EvidenceOf(Func<TimelineEntry, bool> isWanted) =>
        Timeline.Index().Where(one => isWanted(one.Item)).Take(1).Select(one => new Evidence(one.Index));

    // Between a moment and a call, in real time; zero during the call.
    static TimeSpan Distance(DateTimeOffset moment, Observation call)
    {
        if (moment < call.BeganAt) return call.BeganAt - moment;
        return moment > call.RealAt ? moment - call.RealAt : TimeSpan.Zero;
    }

    // Compared without a copy: a payment can have thousands of entries.
    static bool IsNamed(string what, string api) =>
        what.StartsWith(api, StringComparison.Ordinal) && (what.Length == api.Length || what[api.Length] is ' ' or ':');

    static bool IsCall(TimelineEntry entry, Observation call) =>
        entry is { From: Party.Merchant or Party.Consumer, To: Party.Gateway, Request: not null }
        && IsNamed(entry.What, call.Api)
        && call.HasFields(entry.Request);
}
