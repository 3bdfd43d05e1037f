using System.Collections.Concurrent;
using KantanSim.Clocks;

namespace KantanSim.Tests.Merchants;

/// <summary>
/// Good shops of one style, driven from outside over HTTP. Each account at the gateway has a shop of its own, with its own records and its
/// own simulated time, so that many can be driven at the same time.
/// </summary>
internal sealed class ShopFrontDoor : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Lazy<(GoodShop Shop, ShopClock Clock)>> shops = new(StringComparer.Ordinal);
    readonly string gatewayUrl;
    readonly ShopClocks clocks;
    readonly ShopStyle style;
    readonly ShopServer server;

    ShopFrontDoor(string gatewayUrl, ShopClocks clocks, ShopStyle style, ShopServer server)
    {
        this.gatewayUrl = gatewayUrl;
        this.clocks = clocks;
        this.style = style;
        this.server = server;
        server.ShopOf = ShopOf;
    }

    /// <summary>Where the door is, without a trailing slash.</summary>
    public string Url => server.Url;

    /// <summary>The text of <c>kantansim-check.yaml</c> for these shops.</summary>
    public string CheckFile => ShopCheckFile.Write(gatewayUrl, Url, style);

    /// <param name="gatewayUrl">The gateway's URL, without a trailing slash.</param>
    /// <param name="clocks">The simulated clocks of the gateway, which runs in this process.</param>
    public static async Task<ShopFrontDoor> Start(string gatewayUrl, ShopClocks clocks, ShopStyle style)
    {
        ShopFrontDoor? door = null;
        var server = await ShopServer.Start(routes => ShopEndpoints.Map(routes, shopId => door!.ShopOf(shopId)));
        return door = new(gatewayUrl, clocks, style, server);
    }

    /// <summary>The shop of an account, which is opened when it is asked for the first time.</summary>
    public GoodShop ShopOf(string shopId) => shops.GetOrAdd(shopId, id => new(() => Open(id))).Value.Shop;

    /// <summary>Kills the shops first, so that no request waits for one of them.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (shop, clock) in shops.Values.Select(opened => opened.Value))
        {
            await shop.DisposeAsync();
            clock.Dispose();
        }
        await server.DisposeAsync();
    }

    (GoodShop, ShopClock) Open(string shopId)
    {
        var clock = new ShopClock(clocks, shopId);
        return (new(new(gatewayUrl, shopId), style, clock, $"{Url}/{shopId}"), clock);
    }
}
