using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>Finds scenarios by the names in requests of the control API and the pages.</summary>
internal static class ScenarioLookup
{
    /// <exception cref="ProblemException">404: no scenario has this name.</exception>
    public static Scenario Find(ScenarioLibrary library, string name)
    {
        if (Named(library, name, StringComparison.Ordinal) is { } scenario) return scenario;
        var hint = ScenarioHint.For(name, library.Names);
        var detail = ($"There is no scenario \"{name}\"; {hint.En}.", $"「{name}」は見つかりません。{hint.Ja}");
        throw new ProblemException(Problem.Of(404, ProblemTitles.NotFound, detail));
    }

    /// <summary>Reads the member <c>scenario</c>, which is required; case is ignored.</summary>
    /// <returns>Empty when it is wrong; the body then has the error.</returns>
    public static string Read(JsonBodyReader body, ScenarioLibrary library)
    {
        if (body.Text("scenario", required: true) is not { } name) return "";
        var found = Named(library, name, StringComparison.OrdinalIgnoreCase);
        if (found is null) AddUnknown(body, name, library);
        return found?.Name ?? "";
    }

    // With or without its subfolder, as in wallet/wallet-declines: lists show both.
    static Scenario? Named(ScenarioLibrary library, string name, StringComparison comparison) =>
        library.Scenarios.FirstOrDefault(scenario => scenario.Name.Equals(name, comparison) || scenario.FullName.Equals(name, comparison));

    /// <summary>Adds the error that no scenario has this name, with the nearest names.</summary>
    public static void AddUnknown(JsonBodyReader body, string name, ScenarioLibrary library)
    {
        var hint = ScenarioHint.For(name, library.Names);
        body.AddError("scenario", name, $"the name of a scenario; {hint.En}", $"シナリオの名前。{hint.Ja}");
    }
}
