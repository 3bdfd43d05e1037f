using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

internal enum NotificationState { Pending, Delivered, Failed }

/// <summary>How a try to bring a notification ended, as the gateway counts it; only the first is "received".</summary>
internal enum AttemptResult { Received, NotGood, WrongBody, WrongStatus, NoAnswer, NotReached, NoUrl, Omitted }

/// <summary>One try to bring a notification to the merchant.</summary>
/// <param name="HttpStatus">The merchant's HTTP status, or null when there was no answer.</param>
/// <param name="Reply">The beginning of the merchant's reply.</param>
/// <param name="End">null in a database of before it was kept</param>
/// <param name="Outcome">How the gateway reads it, in words.</param>
internal sealed record NotificationAttempt(DateTimeOffset At, double Milliseconds, string Url, AttemptResult? End, int? HttpStatus, string? Reply, string Outcome)
{
    /// <summary>What was sent in place of the notification's own fields, when the scenario altered them.</summary>
    public ImmutableArray<KeyValuePair<string, string>>? Altered { get; init; }
    /// <summary>Why it was not received; null when there is nothing to say.</summary>
    public IReadOnlyList<Note>? Notes { get; init; }

    /// <summary>The outcome with the reasons.</summary>
    [JsonIgnore]
    public string OutcomeWithNotes => Notes is { Count: > 0 } ? $"{Outcome}: {string.Join(' ', Notes.Select(note => note.En))}" : Outcome;
}

/// <summary>A line of the outbox: a result notification and every try to deliver it.</summary>
internal sealed record Notification
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Transaction { get; init; }
    /// <summary>Counts the transaction's notifications from 1.</summary>
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
    /// <summary>How often the plan of retries has had its turn; a try may have sent several copies.</summary>
    public int Tries { get; init; }
    /// <summary>It was held until the browser is back; that is done once.</summary>
    public bool IsHeld { get; init; }
    /// <summary>The try that a scenario has put off already.</summary>
    public int PutOff { get; init; }
    /// <summary>It is sent once more although it was taken.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>So many bits of the key are the notification's index, the others the transaction's number.</summary>
    public const int IndexBits = 16;

    [JsonIgnore]
    public long Key => KeyOf(Transaction, Index);

    [JsonIgnore]
    public string Id => $"{AccessId}-{Index}";

    public static long KeyOf(long transaction, int index) => (transaction << IndexBits) | (uint)index;
}
