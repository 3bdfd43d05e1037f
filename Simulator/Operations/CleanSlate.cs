using KantanSim.Notifications;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Forgets transactions, notifications, deposits, charge results and arms. Shops, members and the clock stay.</summary>
internal sealed class CleanSlate(Forgetting forgetting, Deposits deposits, ChargeResults charges, ScenarioChoices scenarios)
{
    /// <summary>Answers how many transactions there were.</summary>
    /// <param name="shopId">Whose; null: everybody's.</param>
    public async Task<int> Forget(string? shopId)
    {
        await scenarios.Disarm(shopId);
        if (shopId is null) return await forgetting.ForgetAll([.. deposits.Shelves, charges.Shelf]);
        // First what deposits and charges are made of: none may come while these are forgotten.
        var forgotten = await forgetting.ForgetShop(shopId);
        await deposits.ForgetShop(shopId);
        await charges.ForgetShop(shopId);
        return forgotten;
    }
}
