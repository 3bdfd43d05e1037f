namespace KantanSim.Scenarios.Files;

/// <summary>Help for an unknown scenario name: the nearest names, and where all are listed.</summary>
internal static class ScenarioHint
{
    /// <summary>Where all names are listed, in English.</summary>
    public const string List = "GET /api/scenarios or the page /scenarios";

    const int MaxShown = 3;

    /// <summary>A text for "allowed:" or to follow a sentence, in both languages, without a full stop.</summary>
    public static LocalText For(string name, IEnumerable<string> known)
    {
        var nearest = SpellingSuggestion.Nearest(name, known, MaxShown);
        return new(
            $"the nearest are {string.Join(", ", nearest)}; all names: {List}",
            $"近い名前：{string.Join("、", nearest)}。すべての名前：GET /api/scenarios またはシナリオ画面 /scenarios");
    }
}
