using KantanSim.Notifications;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Forgets transactions, notifications, deposits, charge results and arms. Shops, members and the clock stay.</summary>
internal sealed class ResetService(TransactionPurger forgetting, Deposits deposits, ChargeResults charges, ScenarioEngine scenarios)
{
    /// <summary>Answers how many transactions there were.</summary>
    /// <param name="shopId">Whose; null: everybody's.</param>
    public async Task<int> Reset(string? shopId)
    {
        await scenarios.Disarm(shopId);
        if (shopId is null) return await forgetting.PurgeAll([.. deposits.Collections, charges.Collection]);
        // First what deposits and charges are made of: none may come while these are forgotten.
        var forgotten = await forgetting.PurgeShop(shopId);
        await deposits.PurgeShop(shopId);
        await charges.PurgeShop(shopId);
        return forgotten;
    }
}
