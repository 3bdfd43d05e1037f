using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.Scenarios.Files;

/// <summary>The final state that a scenario expects. A property that is null is not checked.</summary>
/// <param name="Status">The payment's status.</param>
/// <param name="ErrInfo">The payment's error; empty: none.</param>
/// <param name="Notified">The statuses notified to the merchant, in order of arrival.</param>
/// <param name="Returned">The statuses that the browser brought back to RetURL.</param>
internal sealed record Expectation(
    string? Status,
    string? ErrInfo,
    ImmutableArray<string>? Notified,
    ImmutableArray<string>? Returned)
{
    /// <summary>One English message for each mismatch; empty when everything is as expected.</summary>
    public IEnumerable<string> Unmet(string status, string errInfo, IReadOnlyList<string> notified, IReadOnlyList<string> returned)
    {
        if (Status is not null && Status != status)
            yield return $"status is {status}, not {Status}";
        if (ErrInfo is not null && ErrInfo != errInfo)
            yield return $"errInfo is \"{errInfo}\", not \"{ErrInfo}\"";
        if (Notified is { } expectedNotified && !expectedNotified.SequenceEqual(notified))
            yield return $"notified of {List(notified)}, not of {List(expectedNotified)}";
        if (Returned is { } expectedReturned && !expectedReturned.SequenceEqual(returned))
            yield return $"returned with {List(returned)}, not with {List(expectedReturned)}";
    }

    static string List(IReadOnlyList<string> statuses) => $"[{string.Join(", ", statuses)}]";
}

/// <summary>One step of a script: what a merchant, a consumer or the clock does.</summary>
/// <param name="Do">
/// An API such as <c>RecruitSales</c>, an action of the consumer such as <c>play</c>, <c>expire</c>, <c>resend</c> or <c>advance</c>.
/// </param>
/// <param name="Value">An amount for a change, a duration for <c>advance</c>, the number of a notification for <c>resend</c>.</param>
/// <param name="Gets">
/// What the merchant receives: <c>ok</c>, an ErrInfo, <c>nothing</c> when no response arrives, or <c>HTTP 503</c>; null: not checked.
/// </param>
/// <param name="Fields">Fields of the call to override or add; an empty value omits the field; null: none.</param>
internal sealed record ScriptLine(
    string Do, string? Value, string? Gets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableSortedDictionary<string, string>? Fields = null);
