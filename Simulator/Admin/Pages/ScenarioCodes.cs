using System.Text.RegularExpressions;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The ErrInfo codes of a scenario, wherever one is written: in its rules, its script, its expectation or its texts.</summary>
internal static partial class ScenarioCodes
{
    /// <summary>The catalogue's rows, in the order of the codes.</summary>
    public static IEnumerable<ErrorCatalogEntry> Of(Scenario scenario)
    {
        var texts = string.Join(' ', [
            scenario.Description.En, scenario.Description.Ja, scenario.Yaml, scenario.Expect?.ErrInfo ?? "",
            .. scenario.Rules.Select(ScenarioFormatter.Format), .. scenario.Script.Select(line => line.Gets ?? ""),
        ]);
        return Code().Matches(texts)
            .Select(match => match.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(GatewayErrors.Meaning)
            .Where(row => row.En != row.Info);
    }

    /// <summary>The template model: code, the word for it, and the meaning.</summary>
    public static IEnumerable<Dictionary<string, object?>> Model(Scenario scenario) =>
        Of(scenario).Select(row => new Dictionary<string, object?>
        {
            ["info"] = row.Info,
            ["word"] = GatewayErrors.WordFor(row.Info),
            ["en"] = row.En,
            ["ja"] = row.Ja,
        });

    [GeneratedRegex("(?<![A-Za-z0-9])(?:[EM][0-9]{8}|[A-Z]{2}[0-9]{7})(?![A-Za-z0-9])")]
    private static partial Regex Code();
}
