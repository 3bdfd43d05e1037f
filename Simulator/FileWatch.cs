using KantanSim.Mappings;
using KantanSim.Scenarios;

namespace KantanSim;

/// <summary>
/// Reads scenario and mapping files a moment after the start and watches them from then on: whoever asks whether the server is
/// ready does not wait for files. A payment that comes sooner reads them itself.
/// </summary>
internal sealed class FileWatch(LiveScenarios scenarios, LiveMappings mappings, ILogger<LiveScenarios> log) : BackgroundService
{
    static readonly TimeSpan AfterStart = TimeSpan.FromMilliseconds(150);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, stoppingToken);
        Tell(scenarios.Current);
        scenarios.Replaced += now =>
        {
            Announcements.ScenariosRead(log, now.Scenarios.Count, now.Faults.Count);
            Tell(now);
        };
        scenarios.Failed = fault => Announcements.ScenariosNotRead(log, fault);
        scenarios.Watch();
        mappings.Watch();
    }

    void Tell(ScenarioLibrary library)
    {
        foreach (var fault in library.Faults) Announcements.ScenarioFault(log, fault.ToString());
    }
}
