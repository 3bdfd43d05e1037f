using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>
/// A payment without a card charge, on which the wallet refuses some operations. UNVERIFIED: which operations.
/// </summary>
internal static class PointsOnly
{
    /// <returns>The refusal; null when the operation is allowed.</returns>
    public static Decision? Refuse(Transaction transaction, string api, DecisionContext context)
    {
        var isRefused = transaction.Payment is { WasPointsOnly: true } && context.Options.PointsOnlyRefuses.Contains(api);
        return isRefused ? Decision.Refuse(transaction, GatewayErrors.PaidByPointsOnly) : null;
    }
}
