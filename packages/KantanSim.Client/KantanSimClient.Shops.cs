namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Lists all shops.</summary>
    public Task<Listing<Shop>> ListShopsAsync(CancellationToken cancel = default) => api.Get<Listing<Shop>>("api/shops", cancel);

    /// <summary>Reads a shop.</summary>
    public Task<Shop> GetShopAsync(string shopId, CancellationToken cancel = default) => api.Get<Shop>(PathOfShop(shopId), cancel);

    /// <summary>Adds a shop. <see cref="NewShopAsync(Uri?, TimeSpan?)"/> adds one for a test.</summary>
    /// <exception cref="KantanSimException">409: the ShopID is taken.</exception>
    public Task<Shop> AddShopAsync(ShopRequest request, CancellationToken cancel = default) =>
        api.Send<Shop>(HttpMethod.Post, "api/shops", request, cancel);

    /// <summary>Changes a shop. What is null stays.</summary>
    public Task<Shop> ChangeShopAsync(string shopId, ShopRequest request, CancellationToken cancel = default) =>
        api.Send<Shop>(HttpMethod.Put, PathOfShop(shopId), request, cancel);

    /// <summary>Deletes a shop. Its payments and own members stay until a <see cref="ResetAsync"/>.</summary>
    public Task DeleteShopAsync(string shopId, CancellationToken cancel = default) =>
        api.Send(HttpMethod.Delete, PathOfShop(shopId), null, cancel);

    /// <summary>Posts the gateway's connectivity test to the shop's notification URL, once.</summary>
    /// <returns>How the shop has answered.</returns>
    public Task<NotificationAttempt> TestConnectivityAsync(string shopId, CancellationToken cancel = default) =>
        api.Send<NotificationAttempt>(HttpMethod.Post, $"{PathOfShop(shopId)}/connectivity-test", null, cancel);

    /// <summary>The daily file of monthly charges: CSV in CP932, as the merchant gets it.</summary>
    /// <param name="date">A day in Japan; null: today.</param>
    public Task<byte[]> GetChargeFileAsync(string shopId, DateOnly? date = null, CancellationToken cancel = default) =>
        api.GetBytes(Query.Of($"{PathOfShop(shopId)}/charge-file", ("date", date)), cancel);

    /// <summary>Deletes payments, notifications, deposits and armed scenarios, of one shop or of all.</summary>
    public Task<ResetResult> ResetAsync(string? shopId = null, CancellationToken cancel = default) =>
        api.Send<ResetResult>(HttpMethod.Post, "api/reset", new ResetRequest { ShopId = shopId }, cancel);

    static string PathOfShop(string shopId) => $"api/shops/{Query.Segment(shopId)}";
}
