namespace KantanSim.Tests.Merchants;

/// <summary>The gateway and the shop's account there.</summary>
/// <param name="GatewayUrl">Without a trailing slash.</param>
internal sealed record ShopAccess(string GatewayUrl, string ShopId)
{
    /// <summary>May be set later than the shop starts: without an order no call needs it.</summary>
    public string ShopPass { get; set; } = "";
}
