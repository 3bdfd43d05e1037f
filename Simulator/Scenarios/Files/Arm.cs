namespace KantanSim.Scenarios.Files;

/// <summary>An override, set by the control API: the next matching transactions play a scenario.</summary>
/// <param name="Id">The ID in the control API.</param>
/// <param name="Scenario">A scenario's name.</param>
/// <param name="Times">The number of transactions left; at least 1.</param>
/// <param name="ShopId">Exactly this shop; null: any.</param>
/// <param name="OrderId">A <see cref="Glob"/>; null: any.</param>
internal sealed record Arm(string Id, string Scenario, int Times, string? ShopId = null, string? OrderId = null)
{
    public bool Fits(string shopId, string orderId) =>
        (ShopId is null || ShopId == shopId) && (OrderId is null || Glob.Fits(OrderId, orderId));

    /// <summary>What remains after one transaction; null: nothing.</summary>
    public Arm? AfterUse() => Times > 1 ? this with { Times = Times - 1 } : null;
}
