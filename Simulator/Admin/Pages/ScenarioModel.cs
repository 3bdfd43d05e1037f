using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of one scenario and of what is armed.</summary>
internal static class ScenarioModel
{
    public static Dictionary<string, object?> Of(ArmView arm) => new()
    {
        ["id"] = arm.Id,
        ["scenario"] = arm.Scenario,
        ["times"] = arm.Times,
        ["shop_id"] = arm.ShopId,
        ["order_id"] = arm.OrderId ?? "",
        ["note"] = arm.Note ?? "",
        ["until"] = arm.ExpiresAt is { } end ? DisplayText.Time(end) : "",
    };

    public static Dictionary<string, object?> Of(Scenario scenario, bool isFavourite)
    {
        var traits = ScenarioTraits.Of(scenario);
        return new()
        {
            ["name"] = scenario.Name,
            ["title_en"] = scenario.Title.En,
            ["title_ja"] = scenario.Title.Ja,
            ["description_en"] = scenario.Description.En,
            ["description_ja"] = scenario.Description.Ja,
            ["folder"] = scenario.Folder,
            ["favourite"] = isFavourite,
            ["draft"] = scenario.IsDraft,
            ["unattended"] = scenario.IsUnattended,
            ["match"] = scenario.Match?.ToString() ?? "",
            ["race"] = scenario.RaceWord ?? "",
            ["parties"] = traits.Parties.Select(party => Label(party.Id, party.Label)),
            ["effects"] = traits.Effects.Select(effect => Label(effect.Id, effect.Label)),
            ["rules"] = scenario.Rules.Select(Of).ToList(),
            ["script"] = scenario.Script.Select(ScenarioFormatter.Format).ToList(),
            ["expect"] = scenario.Expect is { } expect ? Of(expect) : [],
            ["codes"] = ScenarioCodes.Model(scenario).ToList(),
            ["yaml"] = scenario.Yaml,
        };
    }

    static Dictionary<string, object?> Of(Rule rule)
    {
        var sentence = RuleSentence.Of(rule);
        return new() { ["en"] = sentence.En, ["ja"] = sentence.Ja };
    }

    static Dictionary<string, object?> Label(string id, LocalText label) => new() { ["id"] = id, ["en"] = label.En, ["ja"] = label.Ja };

    static List<Dictionary<string, object?>> Of(Expectation expect) =>
    [
        .. ScenarioFormatter.Format(expect).Select(line => new Dictionary<string, object?> { ["key"] = line.Key, ["value"] = line.Value }),
    ];
}
