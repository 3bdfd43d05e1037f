using System.Collections.Concurrent;

namespace KantanSim.Tests.Merchants.Plain;

/// <summary>
/// A small shop as a team of two would write it after reading docs/merchant.md: tables, a few procedures, and a cron job. Nobody has
/// polished it for the check: it is not meant to be right everywhere.
/// </summary>
internal sealed partial class PlainShop(string gatewayUrl, string shopId, string url, TimeProvider clock) : IDisposable
{
    const int MaxTries = 6;

    // A call is over in this time, in seconds: nobody else makes it meanwhile.
    const int Lease = 60;

    readonly ConcurrentDictionary<string, SemaphoreSlim> orderLocks = new();
    CancellationTokenSource killed = new();

    public PlainDatabase Database { get; } = new();

    public string ShopPass { get; set; } = "";

    /// <summary>Kills the program in the middle of what it does. The tables stay.</summary>
    public void Restart()
    {
        var old = Interlocked.Exchange(ref killed, new());
        old.Cancel();
        orderLocks.Clear();
        cron = new(1);
    }

    /// <summary>The order with its state; null: there is none.</summary>
    public PlainRow? FindOrder(string id) => Database.Select("orders", $"id = {id}").FirstOrDefault();

    public void Dispose() => killed.Cancel();

    PlainGateway Gateway => new(gatewayUrl, shopId, () => ShopPass, clock, killed.Token);

    long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    PlainRow Order(string id) => FindOrder(id)!;

    PlainRow Payment(string oid) => Database.Select("payments", $"oid = {oid}")[0];

    // One thing at a time with an order.
    async Task Alone(string id, Func<Task> work)
    {
        var one = orderLocks.GetOrAdd(id, _ => new(1));
        await one.WaitAsync(killed.Token);
        try
        {
            await work();
        }
        finally
        {
            one.Release();
        }
    }

    static (string, string)[] Access(PlainRow payment) =>
        [("AccessID", payment["access_id"]), ("AccessPass", payment["access_pass"]), ("OrderID", payment["oid"])];
}
