using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>Names of scenarios in requests of the control API and the pages.</summary>
internal static class ScenarioLookup
{
    /// <exception cref="ProblemException">404: no scenario has this name.</exception>
    public static Scenario Find(ScenarioLibrary library, string name)
    {
        if (library.Find(name) is { } scenario) return scenario;
        var hint = ScenarioHint.For(name, library.Names);
        throw new ProblemException(404, "Not found", $"There is no scenario \"{name}\"; {hint.En}.", ja: $"「{name}」は見つかりません。{hint.Ja}");
    }

    /// <summary>The member <c>scenario</c>, which is required; case does not count.</summary>
    /// <returns>Empty when it is wrong: the body keeps the fault.</returns>
    public static string Read(JsonBodyReader body, ScenarioLibrary library)
    {
        if (body.Text("scenario", required: true) is not { } name) return "";
        var found = library.Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null) Refuse(body, name, library);
        return found ?? "";
    }

    public static void Refuse(JsonBodyReader body, string name, ScenarioLibrary library)
    {
        var hint = ScenarioHint.For(name, library.Names);
        body.AddError("scenario", name, $"the name of a scenario; {hint.En}", $"シナリオの名前。{hint.Ja}");
    }
}
