using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>What a shop should do after a lost answer, by API.</summary>
internal static class LostCalls
{
    /// <summary>
    /// Whether a lost answer's outcome is found by SearchTradeMulti. A registration may be repeated at once, or forgotten; months of a
    /// contract are not told by searches.
    /// </summary>
    public static bool HasOutcomeToSearch(Observation call) =>
        call.IsAnswerLost
        && !call.Api.StartsWith("EntryTran", StringComparison.Ordinal)
        && call.Api is not ("SearchTradeMulti" or "RecruitContinuanceChargeCancel");

    /// <summary>What kept the answer from the shop, as the beginning of a sentence.</summary>
    /// <param name="time">When, in Japan.</param>
    public static Note Happened(Observation call, string time) => call.Fault switch
    {
        AnswerFault.Hung => new($"{call.Api} got no answer at {time}", $"{time}の {call.Api} には応答がありませんでした。"),
        AnswerFault.Dropped => new($"The connection of {call.Api} broke at {time}", $"{time}の {call.Api} は接続が切れました。"),
        AnswerFault.HttpStatus => new(
            $"{call.Api} was answered with HTTP {call.HttpStatus} at {time}", $"{time}の {call.Api} の応答は HTTP {call.HttpStatus} でした。"),
        _ => new($"{call.Api} was answered with unreadable bytes at {time}", $"{time}の {call.Api} の応答は読めないバイト列でした。"),
    };

    /// <summary>Whether a call must not be repeated without a search. The same change twice does no harm.</summary>
    public static bool IsUnsafeToRepeat(Observation call) =>
        HasOutcomeToSearch(call) && call.Api is not ("RecruitChange" or "RecruitContinuanceChange");
}
