using KantanSim.Storage;

namespace KantanSim.Startup;

/// <summary>
/// Reads all pages of the database files 5 s after the start and then every six hours, so that damage is reported before the page is
/// needed. It pauses between pages and does not block reads and writes.
/// </summary>
internal sealed class StoreVerification(Store store) : BackgroundService
{
    static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var delay = InitialDelay; ; delay = Interval)
            {
                await Task.Delay(delay, stoppingToken);
                await Task.Run(() => store.Verify(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
