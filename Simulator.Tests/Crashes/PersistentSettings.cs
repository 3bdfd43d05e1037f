using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Crashes;

/// <summary>Settings of a program that stores its data in a folder and logs warnings and errors.</summary>
internal static class PersistentSettings
{
    public static string[] Settings(string data, string merchant) =>
        [$"--KantanSim:Data={data}", .. SimulatorProcess.Notifying($"{merchant}/notify"), "--Logging:LogLevel:Default=Warning"];

    /// <summary>The status of every payment by its AccessID.</summary>
    public static async Task<Dictionary<string, string>> Statuses(SimulatorProcess program)
    {
        var statuses = new Dictionary<string, string>();
        string? cursor = null;
        do
        {
            var query = cursor is null ? "limit=500" : $"limit=500&cursor={cursor}";
            var page = (await program.Api(HttpMethod.Get, $"/transactions?{query}")).Body!;
            foreach (var transaction in page["items"]!.AsArray())
                statuses[(string)transaction!["accessId"]!] = (string)transaction["status"]!;
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);
        return statuses;
    }
}
