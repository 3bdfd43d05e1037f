namespace KantanSim.DemoShop;

/// <summary>What a customer orders.</summary>
/// <param name="ItemName">The name for the wallet; see <see cref="WalletText"/>.</param>
/// <param name="JobCd"><c>AUTH</c> or <c>CAPTURE</c>; not used for a subscription.</param>
/// <param name="Plan">Null for a purchase.</param>
internal sealed record NewOrder(string ProductId, string ItemName, Price Price, string JobCd, SubscriptionPlan? Plan)
{
    /// <summary>The same once more. The price is that of the first attempt, not that of today's shelf.</summary>
    public static NewOrder Again(Order order) => new(order.ProductId, order.ItemName, order.Price, order.JobCd, order.Plan);
}
