using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>Whether a shop has looked with SearchTradeMulti. A search that found nothing, or that failed, is a look too.</summary>
internal static class Looks
{
    /// <summary>Whether the shop has looked after a call, and before another one where that is given.</summary>
    public static bool After(History history, Observation call, Observation? before = null) => history.Searches.Any(search =>
        IsAfter(search, call) && (before is null || IsAfter(before, search)));

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
