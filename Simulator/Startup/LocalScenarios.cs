using KantanSim.Scenarios.Files;

namespace KantanSim.Startup;

/// <summary>The scenario files of the folder in the settings, without a server.</summary>
internal static class LocalScenarios
{
    /// <summary>The setting Scenarios, or its default.</summary>
    public static string Folder(string[] settings) => SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.Scenarios;

    public static ScenarioLibrary Read(string folder) =>
        ScenarioLibrary.Load(folder, CompositionRoot.Vocabulary(CompositionRoot.Methods()));

    /// <summary>The names of all scenarios.</summary>
    public static IEnumerable<string> Names(string[] settings) => Read(Folder(settings)).Names;
}
