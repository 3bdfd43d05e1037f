using KantanSim.Notifications;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// Deletes transactions, notifications, deposits, charge results and armed scenarios; those of any shop only when all shops are reset.
/// Shops, members and the clock stay.
/// </summary>
internal sealed class ResetService(TransactionPurger purger, Deposits deposits, ChargeResults charges, ArmRepository arms, ScenarioEngine scenarios)
{
    /// <returns>The number of transactions deleted.</returns>
    /// <param name="shopId">Null: of all shops.</param>
    public async Task<int> Reset(string? shopId)
    {
        await arms.Delete(arm => shopId is null || arm.ShopId == shopId);
        scenarios.ForgetCountsBeforeRegistration(shopId);
        if (shopId is null) return await purger.PurgeAll([.. deposits.Collections, charges.Collection]);
        // Transactions first: otherwise they could create new deposits and charge results meanwhile.
        var deleted = await purger.PurgeShop(shopId);
        await deposits.PurgeShop(shopId);
        await charges.PurgeShop(shopId);
        return deleted;
    }
}
