using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Crashes;

/// <summary>Settings of a program with a persistent data folder that logs warnings and errors.</summary>
internal static class PersistentSettings
{
    public static string[] Settings(string data, string merchant) =>
        [$"--KantanSim:Data={data}", .. SimulatorProcess.Notifying($"{merchant}/notify"), "--Logging:LogLevel:Default=Warning"];

    /// <summary>The status of every payment by its AccessID.</summary>
    public static async Task<Dictionary<string, string>> Statuses(SimulatorProcess program)
    {
        var statuses = new Dictionary<string, string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await program.Api(HttpMethod.Get, $"/transactions?limit=500{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Body!;
            foreach (var one in page["items"]!.AsArray()) statuses[(string)one!["accessId"]!] = (string)one["status"]!;
            cursor = (string?)page["cursor"];
        }
        return statuses;
    }
}
