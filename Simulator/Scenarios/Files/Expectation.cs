using System.Collections.Immutable;

namespace KantanSim.Scenarios.Files;

/// <summary>What a scenario says must hold in the end; what is null is not asked.</summary>
/// <param name="Status">The payment's status.</param>
/// <param name="ErrInfo">The error that the payment carries; empty: none.</param>
/// <param name="Notified">The statuses that the merchant was told of, in the order in which they arrived.</param>
/// <param name="Returned">The statuses that the browser brought to RetURL.</param>
internal sealed record Expectation(string? Status, string? ErrInfo, ImmutableArray<string>? Notified, ImmutableArray<string>? Returned)
{
    /// <summary>What does not hold, in words; nothing when all does.</summary>
    public IEnumerable<string> Unmet(string status, string errInfo, IReadOnlyList<string> notified, IReadOnlyList<string> returned)
    {
        if (Status is not null && Status != status) yield return $"status is {status}, not {Status}";
        if (ErrInfo is not null && ErrInfo != errInfo) yield return $"errInfo is \"{errInfo}\", not \"{ErrInfo}\"";
        if (Notified is { } told && !told.SequenceEqual(notified)) yield return $"notified of {List(notified)}, not of {List(told)}";
        if (Returned is { } brought && !brought.SequenceEqual(returned)) yield return $"returned with {List(returned)}, not with {List(brought)}";
    }

    static string List(IReadOnlyList<string> words) => $"[{string.Join(", ", words)}]";
}

/// <summary>One thing that a merchant, a consumer or time does.</summary>
/// <param name="Do">An API such as <c>RecruitSales</c>, an action of the consumer such as <c>play</c>, or <c>advance</c>.</param>
/// <param name="Value">An amount for a change, a duration for <c>advance</c>.</param>
/// <param name="Gets">What the merchant gets: <c>ok</c>, an ErrInfo, <c>nothing</c> when no answer comes, or <c>HTTP 503</c>; null = not asked.</param>
internal sealed record ScriptLine(string Do, string? Value, string? Gets);
