using KantanSim.Mappings;
using KantanSim.Scenarios;

namespace KantanSim;

/// <summary>
/// Reads scenario and mapping files shortly after the start and watches them from then on, so that the start does not wait for files.
/// A payment that comes before that reads them itself. Every fault is logged with file, line and column.
/// </summary>
internal sealed class FileWatch(LiveScenarios scenarios, LiveMappings mappings, ILogger<LiveScenarios> log) : BackgroundService
{
    IReadOnlyList<Fault> logged = [];

    static readonly TimeSpan AfterStart = TimeSpan.FromMilliseconds(150);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try { await Task.Delay(AfterStart, stoppingToken); }
        catch (OperationCanceledException) { return; }
        scenarios.Failed = fault => Announcements.ScenariosNotRead(log, fault);
        scenarios.Unwatched = (folder, fault) => Announcements.ScenariosUnwatched(log, folder, fault.Message);
        scenarios.Replaced += now =>
        {
            Announcements.ScenariosRead(log, now.Scenarios.Count, now.Faults.Count);
            LogFaults(now);
        };
        scenarios.Read = LogFaults;
        scenarios.Watch();
        mappings.Watch();
    }

    void LogFaults(ScenarioLibrary library)
    {
        foreach (var fault in library.Faults.Except(logged)) Announcements.ScenarioFault(log, fault.ToString());
        logged = library.Faults;
    }
}
