using System.Threading.Channels;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Storage;

namespace KantanSim.Operations;

/// <summary>
/// Deletes each shop when its time has ended, also one that ended while the program was not running. Waits in real time for the next end;
/// a change of a shop makes it look again.
/// </summary>
internal sealed partial class ShopExpiryService(
    ShopRepository shops, ShopPurger purger, RealTime time, Store store, ILogger<ShopExpiryService> log) : BackgroundService
{
    /// <summary>Real time between two attempts after a failure.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    // A timer does not notice when the machine's clock is set.
    static readonly TimeSpan MaxSleep = TimeSpan.FromHours(1);

    readonly Channel<bool> wakeUps = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        shops.Changed += Wake;
        await using var alarm = time.Source.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                var isComplete = await PurgeEnded(stoppingToken);
                alarm.Change(isComplete ? SleepTime() : RetryDelay, Timeout.InfiniteTimeSpan);
                await wakeUps.Reader.ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            shops.Changed -= Wake;
        }
    }

    /// <returns>False when a shop could not be deleted.</returns>
    async Task<bool> PurgeEnded(CancellationToken stop)
    {
        var isComplete = true;
        foreach (var shopId in shops.Ended()) isComplete &= await Purge(shopId, stop);
        return isComplete;
    }

    async Task<bool> Purge(string shopId, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            await purger.Purge(shopId);
            return true;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The store is closed before the end. The next start goes on.
            return false;
        }
        catch (Exception fault)
        {
            // The store reports its own failures. LiteDB throws exceptions of its own types; none of them may end the program.
            if (store.UnhealthyReasonFor(fault) is null) LogFailed(fault, shopId);
            return false;
        }
    }

    TimeSpan SleepTime()
    {
        if (shops.NextEnd is not { } end) return Timeout.InfiniteTimeSpan;
        var left = end - time.Now;
        if (left < TimeSpan.FromMilliseconds(1)) return TimeSpan.FromMilliseconds(1);
        return left < MaxSleep ? left : MaxSleep;
    }

    void Wake() => wakeUps.Writer.TryWrite(true);

    [LoggerMessage(Level = LogLevel.Error, Message = "Shop {ShopId} has ended but could not be deleted; tried again in 5 s")]
    partial void LogFailed(Exception fault, string shopId);
}
