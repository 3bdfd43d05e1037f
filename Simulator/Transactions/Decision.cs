using System.Collections.Immutable;

namespace KantanSim.Transactions;

/// <summary>
/// The result of an operation, a consumer's action or a job: the changed transaction, its jobs and notifications, and the reply. A refusal
/// has errors and the unchanged transaction.
/// </summary>
internal sealed record Decision
{
    /// <summary>The transaction after the decision.</summary>
    public required Transaction Transaction { get; init; }
    public ImmutableArray<ErrorCode> Errors { get; init; } = [];
    public ImmutableArray<KeyValuePair<string, string>> Reply { get; init; } = [];
    public ImmutableArray<ScheduledJob> JobsToSchedule { get; init; } = [];
    /// <summary>The ids of scheduled jobs that the new status makes obsolete.</summary>
    public ImmutableArray<long> JobsToCancel { get; init; } = [];
    public ImmutableArray<NotificationDraft> NotificationDrafts { get; init; } = [];
    public ImmutableArray<TimelineEntry> TimelineEntries { get; init; } = [];

    public bool IsRefused => !Errors.IsEmpty;

    public static Decision Refuse(Transaction unchanged, params ReadOnlySpan<ErrorCode> errors) =>
        new() { Transaction = unchanged, Errors = [.. errors] };

    public Decision With(params ReadOnlySpan<TimelineEntry> entries) => this with { TimelineEntries = [.. TimelineEntries, .. entries] };
}

/// <summary>A result notification to be created: the status that it reports, and its fields.</summary>
internal sealed record NotificationDraft(Status Status, ImmutableArray<KeyValuePair<string, string>> Fields);
