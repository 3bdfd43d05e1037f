using KantanSim.Advice;
using KantanSim.Consumers;
using KantanSim.Notifications;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// Deletes transactions, notifications, deposits, charge results, findings, calls and armed scenarios, and the own members of deleted
/// shops. Arms of any shop are deleted only when all shops are reset. Shops, other members and clocks stay.
/// </summary>
internal sealed class ResetService(
    TransactionPurger purger, Deposits deposits, ChargeResults charges, ArmRepository arms, ScenarioEngine scenarios, Members members,
    AdviceRepository advice, ExchangeLog exchanges)
{
    /// <returns>The number of transactions deleted.</returns>
    /// <param name="shopId">Null: of all shops.</param>
    public async Task<int> Reset(string? shopId)
    {
        await arms.Delete(arm => shopId is null || arm.ShopId == shopId);
        scenarios.ForgetCountsBeforeRegistration(shopId);
        var deleted = shopId is null
            ? await purger.PurgeAll([.. deposits.Collections, charges.Collection, .. advice.Collections])
            : await ResetShop(shopId);
        await exchanges.Forget(shopId);
        // They were kept for the payments of the deleted shop, which are gone now.
        await members.DeleteOfDeletedShops(shopId);
        return deleted;
    }

    async Task<int> ResetShop(string shopId)
    {
        // Transactions first: otherwise they could create new deposits and charge results meanwhile.
        var deleted = await purger.PurgeShop(shopId);
        await deposits.PurgeShop(shopId);
        await charges.PurgeShop(shopId);
        await advice.PurgeShop(shopId);
        return deleted;
    }
}
