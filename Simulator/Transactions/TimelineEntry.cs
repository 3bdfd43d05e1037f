using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>Who speaks and who is spoken to.</summary>
internal static class Party
{
    public const string Consumer = "consumer";
    public const string Merchant = "merchant";
    public const string Gateway = "gateway";
    public const string Wallet = "wallet";
    public const string Settlement = "SBPS";
    public const string Simulator = "simulator";
}

/// <summary>A line of a transaction's timeline. Passwords and tokens in it are masked.</summary>
internal sealed record TimelineEntry
{
    /// <summary>The flow's step, 1 to 11, or null for what happens beside it.</summary>
    [JsonIgnore]
    public int? Number { get => StoredNumber == 0 ? null : StoredNumber; init => StoredNumber = value ?? 0; }
    /// <summary>The same as it is saved, 0 for none: the generated code writes a number by itself, and leaves one that may be missing to the serializer.</summary>
    [JsonPropertyName("Number")]
    public int StoredNumber { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string What { get; init; }
    /// <summary>The simulated time.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The real time at which it was decided to be saved.</summary>
    public DateTimeOffset RealAt { get; init; }
    /// <summary>Real milliseconds that it took: from the request's arrival until its decision was handed to the disk, or until an answer had come.</summary>
    public double Milliseconds { get; init; }
    public IReadOnlyDictionary<string, string>? Request { get; init; }
    public IReadOnlyDictionary<string, string>? Answer { get; init; }
    public string? Note { get; init; }
    /// <summary>Why the request was read as it was; null when there is nothing to say.</summary>
    public IReadOnlyList<Note>? Notes { get; init; }
    /// <summary>It was refused, or did not reach the other side.</summary>
    public bool Failed { get; init; }
}
