using KantanSim.Startup;
using Microsoft.Extensions.Configuration;

namespace KantanSim.Tests.Packages;

/// <summary>What KantanSim reads from the environment of a container.</summary>
internal static class ContainerSettings
{
    // Their values are folders in the container, which do not exist here.
    static readonly string[] Folders = ["KantanSim__Data", "KantanSim__Scenarios"];

    public static Settings Read(IEnumerable<KeyValuePair<string, string>> environment) => SettingsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(environment
            .Where(variable => variable.Key.StartsWith("KantanSim__", StringComparison.Ordinal) && !Folders.Contains(variable.Key))
            .Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)))
        .Build());
}
