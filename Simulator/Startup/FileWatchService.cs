using KantanSim.Mappings;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>
/// Reads scenario and mapping files shortly after the start, so that the start does not wait for them, and watches them from then on.
/// A payment that arrives earlier reads them itself. Problems are logged with file, line and column. The folders are also polled every
/// two seconds, because file system notifications do not report a folder that is created after the start, or deleted and recreated.
/// </summary>
internal sealed class FileWatchService(ScenarioWatcher scenarios, MappingWatcher mappings, ILogger<ScenarioWatcher> log) : BackgroundService
{
    static readonly TimeSpan InitialDelay = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    IReadOnlyList<Diagnostic> logged = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(InitialDelay, stoppingToken);
            StartWatching();
            using var timer = new PeriodicTimer(PollInterval);
            while (await timer.WaitForNextTickAsync(stoppingToken)) Poll();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    void StartWatching()
    {
        scenarios.Failed = fault => StartupLog.ScenariosNotRead(log, fault);
        scenarios.WatchFailed = (folder, fault) => StartupLog.ScenariosUnwatched(log, folder, fault.Message);
        scenarios.Replaced += library =>
        {
            StartupLog.ScenariosRead(log, library.Scenarios.Count, library.Diagnostics.Count);
            LogNewDiagnostics(library);
        };
        scenarios.Loaded = LogNewDiagnostics;
        scenarios.Watch();
        ReadMappings(mappings.Watch);
    }

    void Poll()
    {
        scenarios.CheckForChanges();
        // The getter reads the files again when they have changed.
        ReadMappings(() => _ = mappings.Current);
    }

    // An exception of a background service would stop the server.
    void ReadMappings(Action read)
    {
        try
        {
            read();
        }
        catch (Exception fault)
        {
            MappingLog.MappingsNotRead(log, fault);
        }
    }

    void LogNewDiagnostics(ScenarioLibrary library)
    {
        foreach (var diagnostic in library.Diagnostics.Except(logged)) StartupLog.ScenarioFault(log, diagnostic.ToString());
        logged = library.Diagnostics;
    }
}
