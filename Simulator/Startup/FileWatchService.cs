using KantanSim.Mappings;
using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>
/// Reads scenario and mapping files shortly after the start and watches them from then on, so that the start does not wait for files.
/// A payment that comes before that reads them itself. Every fault is logged with file, line and column. The folders are also looked at
/// every two seconds: the system does not tell of a folder that was deleted and made again, or that is made after the start.
/// </summary>
internal sealed class FileWatchService(ScenarioWatcher scenarios, MappingWatcher mappings, ILogger<ScenarioWatcher> log) : BackgroundService
{
    static readonly TimeSpan AfterStart = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    IReadOnlyList<Diagnostic> logged = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(AfterStart, stoppingToken);
            Begin();
            using var timer = new PeriodicTimer(LookEvery);
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { /* the server stops */ }
    }

    void Begin()
    {
        scenarios.Failed = fault => StartupLog.ScenariosNotRead(log, fault);
        scenarios.WatchFailed = (folder, fault) => StartupLog.ScenariosUnwatched(log, folder, fault.Message);
        scenarios.Replaced += now =>
        {
            StartupLog.ScenariosRead(log, now.Scenarios.Count, now.Diagnostics.Count);
            LogFaults(now);
        };
        scenarios.Loaded = LogFaults;
        scenarios.Watch();
        LookAtMappings(mappings.Watch);
    }

    // Asking for what is there reads files that have changed.
    void Look()
    {
        scenarios.CheckForChanges();
        LookAtMappings(() => _ = mappings.Current);
    }

    // What this service throws would stop the server.
    void LookAtMappings(Action look)
    {
        try { look(); }
        catch (Exception fault) { MappingLog.MappingsNotRead(log, fault); }
    }

    void LogFaults(ScenarioLibrary library)
    {
        foreach (var fault in library.Diagnostics.Except(logged)) StartupLog.ScenarioFault(log, fault.ToString());
        logged = library.Diagnostics;
    }
}
