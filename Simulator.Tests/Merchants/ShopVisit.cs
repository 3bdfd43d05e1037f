using KantanSim.Clocks;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Merchants;

/// <summary>A good shop with an account at the simulator, and the people who use both: the owner, and a consumer who is played.</summary>
internal sealed partial class ShopVisit : IAsyncDisposable
{
    const string ShopPass = "kantansim1";

    readonly SimulatorFixture simulated;
    readonly ShopClock clock;
    readonly ShopServer server;
    readonly ScriptedWaits waits;

    ShopVisit(SimulatorFixture simulated, ShopAccess access, ShopStyle style, ShopServer server)
    {
        this.simulated = simulated;
        this.server = server;
        clock = new(simulated.GetService<ShopClocks>(), access.ShopId);
        waits = new(simulated);
        Shop = new(access, style, clock, $"{server.Url}/{access.ShopId}");
        server.ShopOf = _ => Shop;
    }

    public string ShopId => Shop.Access.ShopId;

    public GoodShop Shop { get; }

    /// <summary>The shop's newest order.</summary>
    public ShopOrder Order => Shop.Records.Orders[^1];

    /// <summary>The newest order and the values by which the gateway knows it.</summary>
    public TestOrder TestOrder => new(Order.OrderId, Order.AccessId, Order.AccessPass, ShopId: ShopId);

    public static async Task<ShopVisit> Start(SimulatorFixture simulated, string shopId, ShopStyle style)
    {
        var visit = new ShopVisit(simulated, new(simulated.Url, shopId) { ShopPass = ShopPass }, style, await ShopServer.Start());
        await simulated.Send(
            HttpMethod.Post, "/shops", new { shopId, shopPass = ShopPass, notifyUrl = visit.Shop.NotifyUrl, members = "own" });
        return visit;
    }

    /// <summary>Makes the shop's next payment play a scenario.</summary>
    public Task Arm(string scenario) => simulated.Arm(new { scenario, shopId = ShopId });

    /// <summary>Places a purchase, or places it again when it cannot be paid.</summary>
    public async Task Buy()
    {
        if (Shop.Records.Orders.Count > 0 && Order.CanPay) return;
        await OverWaits(Shop.Records.Orders.Count > 0 ? Shop.PlaceAgain(Order.OrderId) : Shop.Place());
        await Settle();
    }

    /// <summary>Does something that the owner can do with the newest order.</summary>
    public async Task Own(Func<string, Task> action)
    {
        await OverWaits(action(Order.OrderId));
        await Settle();
    }

    /// <summary>Acts as the consumer, who can do nothing when there is no StartURL.</summary>
    public async Task Consume(string action = "play")
    {
        if (Order.StartUrl.Length == 0) return;
        await ConsumeOnly(action);
        await Settle();
    }

    /// <summary>Acts as the consumer. The shop receives messages and does not work on them.</summary>
    public async Task ConsumeOnly(string action = "play")
    {
        var play = simulated.PlayConsumer(TestOrder, action);
        while (await waits.Next(play) is { } wait) await Advance(wait);
        await play;
    }

    /// <summary>The shop's log, for the message of a failed assertion.</summary>
    public override string ToString() =>
        string.Join('\n', Shop.Records.Log.Select(entry => $"{entry.At:MM-dd HH:mm:ss} {entry.OrderId} {entry.What}"));

    public async ValueTask DisposeAsync()
    {
        waits.Dispose();
        await server.DisposeAsync();
        await Shop.DisposeAsync();
        clock.Dispose();
        await simulated.CallApi(HttpMethod.Delete, $"/shops/{ShopId}");
    }
}
