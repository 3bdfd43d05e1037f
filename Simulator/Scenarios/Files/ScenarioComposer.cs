namespace KantanSim.Scenarios.Files;

/// <summary>A scenario that was put together from parts.</summary>
/// <param name="Description">Null: the file has none.</param>
internal sealed record ComposedScenario(string Name, LocalText Title, LocalText? Description, IReadOnlyList<ComposedRule> Rules);

/// <summary>A rule of it.</summary>
/// <param name="Field">The form field that the rule comes from.</param>
/// <param name="Times">Null: unlimited.</param>
internal sealed record ComposedRule(
    string Field, string When, string Then,
    IReadOnlyList<ComposedValue> Match, IReadOnlyList<ComposedValue> Parameters, ComposedValue? Times);

/// <summary>A key with its value as YAML: a scalar, a list, or lines of a mapping.</summary>
/// <param name="Field">The form field that the value comes from.</param>
internal sealed record ComposedValue(string Field, string Key, string Yaml, IReadOnlyList<(string Key, string Yaml)>? Lines = null);

/// <summary>The text of a composed file.</summary>
/// <param name="Fields">The form field that each line comes from, by the line's number from 1; lines without a field are missing.</param>
internal sealed record ComposedText(string Yaml, IReadOnlyDictionary<int, string> Fields);

/// <summary>Writes the YAML file of a composed scenario, one value a line, in the style of the library.</summary>
internal static class ScenarioComposer
{
    public static ComposedText Write(ComposedScenario scenario)
    {
        var lines = new ComposedLines();
        lines.Add(ScenarioWriter.SchemaLine());
        lines.Add($"name: {YamlText.Of(scenario.Name)}", "name");
        AddText(lines, "title", scenario.Title);
        if (scenario.Description is { } description) AddText(lines, "description", description);
        lines.Add("");
        lines.Add("rules:");
        foreach (var rule in scenario.Rules) AddRule(lines, rule);
        return lines.Text();
    }

    static void AddText(ComposedLines lines, string key, LocalText text)
    {
        lines.Add("");
        lines.Add($"{key}:");
        lines.Add($"  en: {YamlText.Of(text.En)}", key);
        lines.Add($"  ja: {YamlText.Of(text.Ja)}", key);
    }

    static void AddRule(ComposedLines lines, ComposedRule rule)
    {
        lines.Add($"  - when: {rule.When}", rule.Field);
        if (rule.Match.Count > 0) lines.Add("    match:");
        foreach (var value in rule.Match) lines.Add($"      {value.Key}: {value.Yaml}", value.Field);
        AddAction(lines, rule);
        if (rule.Times is { } times) lines.Add($"    times: {times.Yaml}", times.Field);
    }

    static void AddAction(ComposedLines lines, ComposedRule rule)
    {
        if (rule.Parameters.Count == 0)
        {
            lines.Add($"    then: {rule.Then}", rule.Field);
            return;
        }
        lines.Add("    then:");
        lines.Add($"      {rule.Then}:", rule.Field);
        foreach (var value in rule.Parameters) AddParameter(lines, value);
    }

    static void AddParameter(ComposedLines lines, ComposedValue value)
    {
        lines.Add($"        {value.Key}:{(value.Lines is null ? $" {value.Yaml}" : "")}", value.Field);
        foreach (var (key, yaml) in value.Lines ?? []) lines.Add($"          {key}: {yaml}", value.Field);
    }
}
