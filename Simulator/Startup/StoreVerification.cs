using KantanSim.Storage;

namespace KantanSim.Startup;

/// <summary>
/// Reads every page of the database files soon after the start, and again every six hours: damage in a page that nobody reads is told of before
/// it is needed. It pauses between pages, and others read and write meanwhile.
/// </summary>
internal sealed class StoreVerification(Store store) : BackgroundService
{
    static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Between = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = AfterStart; ; wait = Between)
            {
                await Task.Delay(wait, stoppingToken);
                await Task.Run(() => store.Verify(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { /* the server stops */ }
    }
}
