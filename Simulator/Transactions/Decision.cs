using System.Collections.Immutable;

namespace KantanSim.Transactions;

/// <summary>What a stimulus does to a transaction: the row after it, what is due later, and the answer. Or the refusal, which changes nothing.</summary>
internal sealed record Decision
{
    /// <summary>The transaction afterwards.</summary>
    public required Transaction Transaction { get; init; }
    public ImmutableArray<ErrorCode> Errors { get; init; } = [];
    public ImmutableArray<KeyValuePair<string, string>> Reply { get; init; } = [];
    public ImmutableArray<ScheduledJob> JobsToSchedule { get; init; } = [];
    /// <summary>Agenda lines that the new status makes void.</summary>
    public ImmutableArray<long> JobsToCancel { get; init; } = [];
    /// <summary>Result notifications that tell the merchant.</summary>
    public ImmutableArray<NotificationDraft> NotificationDrafts { get; init; } = [];
    public ImmutableArray<TimelineEntry> TimelineEntries { get; init; } = [];

    public bool IsRefused => !Errors.IsEmpty;

    public static Decision Refuse(Transaction unchanged, params ReadOnlySpan<ErrorCode> errors) =>
        new() { Transaction = unchanged, Errors = [.. errors] };

    public Decision With(params ReadOnlySpan<TimelineEntry> steps) => this with { TimelineEntries = [.. TimelineEntries, .. steps] };
}

/// <summary>A result notification to be made: the status that it tells, and its fields.</summary>
internal sealed record NotificationDraft(Status Status, ImmutableArray<KeyValuePair<string, string>> Fields);
