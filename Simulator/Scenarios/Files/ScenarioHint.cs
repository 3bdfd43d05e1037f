namespace KantanSim.Scenarios.Files;

/// <summary>Help with a scenario name that is not loaded: the nearest names, and where all are listed.</summary>
internal static class ScenarioHint
{
    const int Shown = 3;

    /// <summary>In both languages, to stand behind "allowed:" or after a sentence; without a full stop.</summary>
    public static LocalText For(string name, IEnumerable<string> known)
    {
        var nearest = SpellingSuggestion.Nearest(name, known, Shown);
        return new(
            $"the nearest are {string.Join(", ", nearest)}; all names: GET /api/scenarios or the page /scenarios",
            $"近い名前：{string.Join("、", nearest)}。すべての名前：GET /api/scenarios またはシナリオ画面 /scenarios");
    }
}
