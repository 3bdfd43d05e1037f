using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>The sender or receiver of a timeline entry.</summary>
internal static class Party
{
    public const string Consumer = "consumer";
    public const string Merchant = "merchant";
    public const string Gateway = "gateway";
    public const string Wallet = "wallet";
    public const string Settlement = "SBPS";
    public const string Simulator = "simulator";
}

/// <summary>An entry of a transaction's timeline. Passwords and tokens in it are masked.</summary>
internal sealed record TimelineEntry
{
    /// <summary>What the browser's return to the merchant is called.</summary>
    public const string ReturnToShop = "return by the browser to RetURL";

    /// <summary>What a return to a RetURL that must not be opened is called.</summary>
    public const string ReturnRefused = "return by the browser refused";

    /// <summary>What a return that a scenario omits is called.</summary>
    public const string NeverBack = "the browser never comes back";

    /// <summary>What a payment is called whose completion notice a scenario omits.</summary>
    public const string PaidUnheard = "pays, and the gateway does not hear of it";

    /// <summary>The fault of an answer whose connection a scenario closes.</summary>
    public const string BrokenOff = "connection broken off";

    /// <summary>The fault of an answer that a scenario does not send.</summary>
    public const string LeftUnanswered = "left without an answer";

    /// <summary>The note of an entry that a scenario has caused.</summary>
    public const string AsTheScenarioSays = "as the scenario says";

    /// <summary>Who sends a call that a page or the control API makes for the shop.</summary>
    public const string OperatorForTheShop = "an operator, in the shop's place";

    /// <summary>The note of a call that the shop has not sent itself.</summary>
    /// <param name="sender">Such as <see cref="OperatorForTheShop"/>.</param>
    public static string SentBy(string sender) => $"sent by {sender}";

    /// <summary>The step of the payment flow, 1 to 11; null for an event outside of the flow.</summary>
    [JsonIgnore]
    public int? Number { get => StoredNumber == 0 ? null : StoredNumber; init => StoredNumber = value ?? 0; }
    /// <summary>The number as it is stored; 0 for none. The source-generated writer supports an int, but not a nullable one.</summary>
    [JsonPropertyName("Number")]
    public int StoredNumber { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string What { get; init; }
    /// <summary>Simulated time.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Real time, when the entry was added to its commit.</summary>
    public DateTimeOffset RealAt { get; init; }
    /// <summary>
    /// The duration in real milliseconds: from the arrival of a request to its commit, or from sending a request to its answer.
    /// </summary>
    public double Milliseconds { get; init; }
    public IReadOnlyDictionary<string, string>? Request { get; init; }
    /// <summary>The gateway's own fields of the request; null when the scenario has not changed them.</summary>
    public IReadOnlyDictionary<string, string>? Unaltered { get; init; }
    public IReadOnlyDictionary<string, string>? Answer { get; init; }
    public string? Note { get; init; }
    /// <summary>Why the request was interpreted as it was; null when there is nothing to explain.</summary>
    public IReadOnlyList<Note>? Notes { get; init; }
    /// <summary>Whether it was refused or did not reach the receiver.</summary>
    public bool Failed { get; init; }
}
