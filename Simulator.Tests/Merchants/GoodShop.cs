namespace KantanSim.Tests.Merchants;

/// <summary>
/// A merchant's shop that does everything right. Of the gateway it knows the protocol only. It runs nothing by itself: a test lets
/// simulated time pass and then runs its jobs.
/// </summary>
internal sealed partial class GoodShop : IAsyncDisposable
{
    readonly ShopStyle style;
    readonly TimeProvider clock;
    readonly ShopServer server;
    readonly Func<ShopProcess> start;
    ShopProcess process;

    GoodShop(string gatewayUrl, string shopId, string shopPass, ShopStyle style, TimeProvider clock, ShopServer server)
    {
        this.style = style;
        this.clock = clock;
        this.server = server;
        Records = new(clock);
        start = () => new(Records, style, clock, new(gatewayUrl, shopId, shopPass, clock), $"{server.Url}/return");
        process = start();
        server.Process = process;
    }

    /// <summary>What survives a restart: the orders, and the log of what the shop did.</summary>
    public ShopRecords Records { get; }

    /// <summary>Where the shop takes notifications.</summary>
    public string NotifyUrl => $"{server.Url}/notify";

    /// <param name="gatewayUrl">The gateway's URL, without a trailing slash.</param>
    /// <param name="clock">The shop's simulated time; its timers fire when that is advanced.</param>
    public static async Task<GoodShop> Start(string gatewayUrl, string shopId, string shopPass, ShopStyle style, TimeProvider clock) =>
        new(gatewayUrl, shopId, shopPass, style, clock, await ShopServer.Start());

    /// <summary>Does for every order what is due at this time.</summary>
    public Task RunJobs() => process.RunJobs();

    /// <summary>Kills the shop's process, in the middle of a call if there is one, and starts another with the records only.</summary>
    public async Task Restart()
    {
        await process.DisposeAsync();
        process = start();
        server.Process = process;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await process.DisposeAsync();
    }
}
