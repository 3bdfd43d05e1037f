using KantanSim.Consumers;
using KantanSim.Notifications;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// Deletes transactions, notifications, deposits, charge results and armed scenarios, and the own members of deleted shops. Shops, other
/// members and the clock stay.
/// </summary>
internal sealed class ResetService(
    TransactionPurger purger, Deposits deposits, ChargeResults charges, ScenarioEngine scenarios, Members members)
{
    /// <returns>The number of transactions deleted.</returns>
    /// <param name="shopId">Null: of all shops.</param>
    public async Task<int> Reset(string? shopId)
    {
        await scenarios.Disarm(shopId);
        var deleted = shopId is null
            ? await purger.PurgeAll([.. deposits.Collections, charges.Collection])
            : await ResetShop(shopId);
        // Only the payments of a deleted shop used them.
        await members.DeleteOfDeletedShops(shopId);
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
