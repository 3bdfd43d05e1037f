using KantanSim.Scenarios.Files;
using KantanSim.Startup;

namespace KantanSim.Tests.Infrastructure;

/// <summary>The scenarios beside the tests. No test changes them, so all simulators share what the first one has read.</summary>
internal static class UnchangedScenarios
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "scenarios");

    static readonly Lazy<ScenarioLibrary> Read =
        new(() => ScenarioLibrary.Load(Folder, CompositionRoot.Vocabulary(CompositionRoot.Methods())));

    /// <summary>Reads a folder of scenarios, as <see cref="ScenarioLibrary.Load"/> does; this one as if it was read before.</summary>
    public static ScenarioLibrary Load(string folder, KnownSymbols symbols, ScenarioLibrary? previous) =>
        ScenarioLibrary.Load(folder, symbols, previous ?? (folder == Folder ? Read.Value : null));
}
