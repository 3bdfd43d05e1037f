using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The filter of the index of scenarios. An empty part matches every scenario.</summary>
/// <param name="Words">Each of them has to occur in the scenario's texts.</param>
/// <param name="Folder">The element id of a folder.</param>
/// <param name="Party">The ID of a <see cref="ScenarioParty"/>.</param>
/// <param name="Effect">The ID of a <see cref="ScenarioEffect"/>.</param>
internal sealed record ScenarioFilter(string Words, string Folder, string Party, string Effect)
{
    public static ScenarioFilter Of(IQueryCollection query) =>
        new($"{query["q"]}", $"{query["folder"]}", $"{query["party"]}", $"{query["effect"]}");

    public bool IsSet => Words.Length + Folder.Length + Party.Length + Effect.Length > 0;

    /// <summary>The query of the index with this filter; without a first item.</summary>
    public string Query => new QueryString().Add("q", Words).Add("folder", Folder).Add("party", Party).Add("effect", Effect).ToString();

    public bool Matches(Scenario scenario, ScenarioTraits traits) =>
        (Folder.Length == 0 || ScenarioIndex.FolderId(scenario.Folder) == Folder)
        && (Party.Length == 0 || traits.Parties.Any(party => party.Id == Party))
        && (Effect.Length == 0 || traits.Effects.Any(effect => effect.Id == Effect))
        && HasWords(scenario, traits);

    bool HasWords(Scenario scenario, ScenarioTraits traits)
    {
        var words = Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return true;
        var texts = string.Join(' ', [
            scenario.FullName, scenario.Title.En, scenario.Title.Ja, scenario.Description.En, scenario.Description.Ja, $"{scenario.Match}",
            .. traits.Parties.Select(party => $"{party.Label.En} {party.Label.Ja}"),
            .. traits.Effects.Select(effect => $"{effect.Label.En} {effect.Label.Ja}"),
            .. ScenarioCodes.Of(scenario).Select(code => $"{code.Info} {code.En} {code.Ja}"),
        ]);
        return words.All(word => texts.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
