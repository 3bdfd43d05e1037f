using KantanSim.Clocks;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// Deletes transactions, notifications, deposits, charge results and armed scenarios, and the own members and clocks of deleted shops. Arms
/// of any shop are deleted only when all shops are reset. Shops, other members and other clocks stay.
/// </summary>
internal sealed class ResetService(
    TransactionPurger purger, Deposits deposits, ChargeResults charges, ArmRepository arms, ScenarioEngine scenarios, Members members,
    ShopClocks clocks, ShopRepository shops)
{
    /// <returns>The number of transactions deleted.</returns>
    /// <param name="shopId">Null: of all shops.</param>
    public async Task<int> Reset(string? shopId)
    {
        await arms.Delete(arm => shopId is null || arm.ShopId == shopId);
        scenarios.ForgetCountsBeforeRegistration(shopId);
        var deleted = shopId is null
            ? await purger.PurgeAll([.. deposits.Collections, charges.Collection])
            : await ResetShop(shopId);
        // Only the payments of a deleted shop used them.
        await members.DeleteOfDeletedShops(shopId);
        foreach (var owner in clocks.Owners.Where(owner => (shopId is null || owner == shopId) && shops.Find(owner) is null))
            await clocks.Remove(owner);
        return deleted;
    }

    async Task<int> ResetShop(string shopId)
    {
        // Transactions first: otherwise they could create new deposits and charge results meanwhile.
        var deleted = await purger.PurgeShop(shopId);
        await deposits.PurgeShop(shopId);
        await charges.PurgeShop(shopId);
        return deleted;
    }
}
