using System.Collections.Immutable;
using System.Text.Json.Serialization;
using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>What a shop did wrong, as a rule has found it.</summary>
internal sealed record Finding
{
    /// <summary>The id of the rule, such as <c>notification-redirect</c>.</summary>
    public required string Rule { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Severity Severity { get; init; }

    /// <summary>The simulated time at which it became a fault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset At { get; init; }

    /// <summary>One sentence or two: what the shop did, with the URL or the values, and what happens next.</summary>
    public required Note Sentence { get; init; }

    /// <summary>
    /// What tells it from other findings of its rule about the same shop, such as the API; empty: its first evidence does. Of two findings
    /// with the same subject, the later one replaces the earlier.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>What shows it, oldest first.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];
}

/// <summary>A message that shows a fault: an entry of the payment's timeline, or a call that is not on the timeline.</summary>
/// <param name="Entry">The index in the timeline, from 0; null for a call that is not on it.</param>
/// <param name="Call">The number of the call (<see cref="Observation.Number"/>); 0 for an entry without one.</param>
internal readonly record struct Evidence(int? Entry, long Call = 0);

/// <summary>A rule of the advice in words.</summary>
/// <param name="Title">What the shop did, in a few words, such as <c>Notification redirected</c>.</param>
/// <param name="Judged">What is judged, and when.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Fix">How to fix it, in the imperative.</param>
internal sealed record RuleText(Note Title, Note Judged, Note Why, Note Fix);
