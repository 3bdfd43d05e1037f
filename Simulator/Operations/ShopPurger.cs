using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Deletes a shop that has ended, with everything that belongs to it.</summary>
internal sealed partial class ShopPurger(
    ShopRepository shops, ResetService reset, SnapshotService snapshots, LastConnectivityTests tests, ChangeFeed changes, ShopClocks clocks,
    Scheduler scheduler, ILogger<ShopPurger> log) : IDisposable
{
    readonly SemaphoreSlim running = new(1);

    /// <summary>
    /// Deletes the shop if it has ended. The shop itself is last, so that a failure or a stop before the end leaves it to the next call.
    /// </summary>
    public async Task Purge(string shopId)
    {
        await scheduler.ForgetAdvances(shopId);
        using var held = await scheduler.HoldClock(shopId, CancellationToken.None);
        // One after the other: a shop that is added with the same ShopID in between must stay.
        await running.WaitAsync();
        try
        {
            if (!await shops.ConfirmEnd(shopId)) return;
            var transactions = await DeleteData(shopId);
            await shops.DeleteEnded(shopId);
            LogDeleted(shopId, transactions);
            changes.Publish(new("shop ended", "", shopId, "", "", clocks.Now(null)));
        }
        finally
        {
            running.Release();
        }
    }

    public void Dispose() => running.Dispose();

    // Everything that is stored for a shop, but for the shop itself.
    async Task<int> DeleteData(string shopId)
    {
        // With the own members, because the shop does not exist any more.
        var transactions = await reset.Reset(shopId);
        await snapshots.DeleteOf(shopId);
        await clocks.Remove(shopId);
        tests.Forget(shopId);
        return transactions;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Shop {ShopId} has ended: deleted with its {Transactions} payments")]
    partial void LogDeleted(string shopId, int transactions);
}
