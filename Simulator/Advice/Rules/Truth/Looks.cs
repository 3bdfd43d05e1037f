using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>Whether a shop has looked with SearchTradeMulti.</summary>
internal static class Looks
{
    /// <summary>Whether the shop has asked after a call and before another one, also without an answer.</summary>
    public static bool IsAskedBetween(History history, Observation call, Observation later) =>
        history.Searches.Any(search => IsAfter(search, call) && IsAfter(later, search));

    /// <summary>Whether a search has shown the shop a status. One that failed is no look: a good shop asks again.</summary>
    public static bool IsAnswered(Observation search) => !search.IsAnswerLost && StatusOf(search).Length > 0;

    /// <summary>Whether a call may have come after another one. One that hung can have a higher number than a later one.</summary>
    public static bool IsAfter(Observation later, Observation earlier) =>
        later.Number > earlier.Number || later.BeganAt > earlier.BeganAt;

    /// <summary>Whether a search came when the payment had its result. The answer of one that failed does not tell.</summary>
    public static bool IsForResult(History history, Observation search) =>
        StatusOf(search) is not ("UNPROCESSED" or "REQSUCCESS" or "AUTHPROCESS") && IsAfterResult(history, search);

    /// <summary>Whether a call was answered when the payment had its result. In real time: the simulated clock can stand still.</summary>
    public static bool IsAfterResult(History history, Observation call) =>
        history.Result is not { } result || call.RealAt >= result.RealAt;

    /// <summary>The status in an answer; empty for none.</summary>
    public static string StatusOf(Observation call) => call.Answer.GetValueOrDefault("Status", "");
}
