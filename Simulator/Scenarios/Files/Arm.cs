namespace KantanSim.Scenarios.Files;

/// <summary>An order from outside that the next fitting transactions play a scenario.</summary>
/// <param name="Id">What the control API calls it.</param>
/// <param name="Scenario">A scenario's name.</param>
/// <param name="Times">For how many more transactions; 1 at least.</param>
/// <param name="ShopId">Exactly this shop; null = any.</param>
/// <param name="OrderId">A <see cref="Glob"/>; null = any.</param>
internal sealed record Arm(string Id, string Scenario, int Times, string? ShopId = null, string? OrderId = null)
{
    public bool Fits(string shopId, string orderId) =>
        (ShopId is null || ShopId == shopId) && (OrderId is null || Glob.Fits(OrderId, orderId));

    /// <summary>What is left of it after one transaction; null = nothing.</summary>
    public Arm? AfterUse() => Times > 1 ? this with { Times = Times - 1 } : null;
}
