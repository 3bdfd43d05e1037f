using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

internal enum NotificationState { Pending, Delivered, Failed }

/// <summary>How an attempt to deliver a notification ended. Only the first one counts as received.</summary>
internal enum AttemptResult { Received, NotGood, WrongBody, WrongStatus, NoAnswer, NotReached, NoUrl, Omitted }

/// <summary>An attempt to deliver a notification to the merchant.</summary>
/// <param name="Milliseconds">The duration in real time.</param>
/// <param name="HttpStatus">The merchant's HTTP status; null when there was no answer.</param>
/// <param name="Reply">The beginning of the merchant's reply; null when there was none.</param>
/// <param name="End">Null in old databases, which did not store it.</param>
/// <param name="Outcome">The result in English.</param>
internal sealed record NotificationAttempt(
    DateTimeOffset At, double Milliseconds, string Url, AttemptResult? End, int? HttpStatus, string? Reply, string Outcome)
{
    /// <summary>The real time of sending, in UTC. The default in old databases, which did not store it.</summary>
    public DateTimeOffset RealAt { get; init; }
    /// <summary>The fields that were sent, when the scenario altered them.</summary>
    public ImmutableArray<KeyValuePair<string, string>>? Altered { get; init; }
    /// <summary>Whether it is one of several copies that were sent at the same time.</summary>
    public bool IsTogether { get; init; }
    /// <summary>Whether nothing was sent, because KantanSim's setting NotifyAllow does not have the merchant's host.</summary>
    public bool IsHostRefused { get; init; }
    /// <summary>Why it was not received; null when there is nothing to explain.</summary>
    public IReadOnlyList<Note>? Notes { get; init; }

    /// <summary>The outcome followed by the English notes.</summary>
    [JsonIgnore]
    public string OutcomeWithNotes =>
        Notes is { Count: > 0 } ? $"{Outcome}: {string.Join(' ', Notes.Select(note => note.En))}" : Outcome;
}

/// <summary>An entry of the outbox: a result notification and all attempts to deliver it.</summary>
internal sealed record Notification
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Transaction { get; init; }
    /// <summary>The number of the notification in its transaction, from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Index { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required Status Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required ImmutableArray<KeyValuePair<string, string>> Fields { get; init; }
    public NotificationState State { get; init; } = NotificationState.Pending;
    public ImmutableArray<NotificationAttempt> Attempts { get; init; } = [];
    public DateTimeOffset? NextAttemptAt { get; init; }
    /// <summary>The number of steps of the retry plan that were made. A step may have sent several copies.</summary>
    public int Tries { get; init; }
    /// <summary>Whether it was held until the browser returns, which is done only once.</summary>
    public bool IsHeld { get; init; }
    /// <summary>The step of the retry plan, from 1, that the scenario must not postpone again; 0 for none.</summary>
    public int PutOff { get; init; }
    /// <summary>Whether it is sent once more although it was received.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The number of bits of the index in a key. The bits above are the transaction's number.</summary>
    public const int IndexBits = 16;

    [JsonIgnore]
    public long Key => KeyOf(Transaction, Index);

    [JsonIgnore]
    public string Id => $"{AccessId}-{Index}";

    /// <summary>What the timeline calls an attempt.</summary>
    /// <param name="index">The index of the attempt, from 0.</param>
    public string EntryOf(int index) => $"result notification {Status} (attempt {index + 1})";

    public static long KeyOf(long transaction, int index) => (transaction << IndexBits) | (uint)index;
}
