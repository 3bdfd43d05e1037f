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

    /// <summary>Whether a call must not be repeated without a search. The same change twice does no harm.</summary>
    public static bool IsUnsafeToRepeat(Observation call) =>
        HasOutcomeToSearch(call) && call.Api is not ("RecruitChange" or "RecruitContinuanceChange");
}
