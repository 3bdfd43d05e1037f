using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>A payment that charged no card: the wallet refuses some operations on it. UNVERIFIED: which (protocol.md 7; 9, 21).</summary>
internal static class PointsOnly
{
    public static Decision? Refusal(Transaction transaction, string api, DecisionContext moment) =>
        transaction.Payment is { WasPointsOnly: true } && moment.Options.PointsOnlyRefuses.Contains(api) ? Decision.Refuse(transaction, GatewayErrors.PaidByPointsOnly) : null;
}
