using System.Globalization;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Writes a scenario as its YAML file: the inverse of <see cref="ScenarioFile"/>. Comments of the file that was read are lost.
/// </summary>
internal static class ScenarioWriter
{
    /// <summary>The whole file, with a line break at its end.</summary>
    /// <param name="comments">Sentences below the first line, without their <c>#</c>.</param>
    public static string Write(Scenario scenario, params IReadOnlyList<string> comments)
    {
        var schema = SchemaLine(scenario.Folder);
        List<string> parts =
        [
            string.Join('\n', [schema, .. comments.Select(Comment), $"name: {YamlText.Of(scenario.Name)}"]),
            Local("title", scenario.Title), Local("description", scenario.Description), Match(scenario.Match),
            scenario.RaceWord is { } race ? $"race: {race}" : "",
            List("rules", scenario.Rules.Select(Rule)), List("script", scenario.Script.Select(line => YamlFlow.Of(Line(line)))),
            Expect(scenario.Expect),
        ];
        return string.Join("\n\n", parts.Where(part => part.Length > 0)) + "\n";
    }

    /// <summary>The first line of a file, by which an editor finds the schema in the library's folder.</summary>
    /// <param name="folder">The subfolder of the file; empty: the library's folder itself.</param>
    public static string SchemaLine(string folder = "") =>
        $"# yaml-language-server: $schema={(folder.Length == 0 ? "" : "../")}scenario-v1.json";

    static string Comment(string text) => $"# {text.ReplaceLineEndings(" ")}";

    static string Local(string key, LocalText text)
    {
        if (text.En.Length == 0 && text.Ja.Length == 0) return "";
        return text.En == text.Ja
            ? $"{key}: {YamlFlow.Of(text.En)}"
            : $"{key}:\n  en: {YamlFlow.Of(text.En)}\n  ja: {YamlFlow.Of(text.Ja)}";
    }

    static string Match(ScenarioMatch? match)
    {
        if (match is null) return "";
        var keys = Payment(match.ShopId, match.OrderId, match.AmountFrom, match.AmountTo, match.Item);
        return Block("match", keys.Select(key => $"{key.Name}: {YamlFlow.Of(key.Value)}"));
    }

    static string List(string key, IEnumerable<string> items) => Block(key, items.Select(item => $"- {item}"));

    static string Block(string key, IEnumerable<string> lines)
    {
        var block = new StringBuilder($"{key}:");
        foreach (var line in lines) block.Append("\n  ").Append(line);
        return block.Length > key.Length + 1 ? block.ToString() : "";
    }

    static string Rule(Rule rule)
    {
        List<string> lines = [$"when: {rule.When.Name}"];
        if (rule.Match is { } match) lines.Add($"match: {YamlFlow.Of(Mapping(Conditions(match)))}");
        if (rule.IsByChance) lines.Add($"chance: {rule.Chance.ToString("0.##########", CultureInfo.InvariantCulture)}");
        lines.Add($"then: {YamlFlow.Of(ActionNode.Of(rule))}");
        if (rule.Times is { } times) lines.Add(string.Create(CultureInfo.InvariantCulture, $"times: {times}"));
        if (rule.Mode == PlayMode.Manual) lines.Add("by: person");
        return string.Join("\n    ", lines);
    }

    static IEnumerable<(string Name, YamlNode Value)> Conditions(RuleMatch match)
    {
        foreach (var key in Payment(match.ShopId, match.OrderId, match.AmountFrom, match.AmountTo, match.Item)) yield return key;
        if (match.Operation is { } operation) yield return ("operation", YamlFlow.Text(operation));
        if (match.Status is { } status) yield return ("status", YamlFlow.Text(status));
        if (match.Attempt is { } attempt) yield return ("attempt", YamlFlow.Literal(attempt));
        if (match.Time is var (from, to))
            yield return ("time", YamlFlow.Text(string.Create(CultureInfo.InvariantCulture, $"{from:HH\\:mm}-{to:HH\\:mm}")));
    }

    static IEnumerable<(string Name, YamlNode Value)> Payment(string? shopId, string? orderId, long? from, long? to, string? item)
    {
        if (shopId is not null) yield return ("shopId", YamlFlow.Text(shopId));
        if (orderId is not null) yield return ("orderId", YamlFlow.Text(orderId));
        if (from is not null && from == to) yield return ("amount", YamlFlow.Literal(from.Value));
        else if (from is not null || to is not null) yield return ("amount", Mapping(Bounds(from, to)));
        if (item is not null) yield return ("item", YamlFlow.Text(item));
    }

    static IEnumerable<(string, YamlNode)> Bounds(long? from, long? to)
    {
        if (from is { } least) yield return ("from", YamlFlow.Literal(least));
        if (to is { } most) yield return ("to", YamlFlow.Literal(most));
    }

    static YamlNode Line(ScriptLine line)
    {
        if (line is { Value: null, Gets: null, Fields: null }) return YamlFlow.Text(line.Do);
        List<(string, YamlNode)> keys = [("do", YamlFlow.Text(line.Do))];
        if (line.Value is { } value) keys.Add(("value", YamlFlow.Text(value)));
        if (line.Fields is { } fields) keys.Add(("fields", ActionNode.Fields(fields)));
        if (line.Gets is { } gets) keys.Add(("gets", YamlFlow.Text(gets)));
        return Mapping(keys);
    }

    static string Expect(Expectation? expect)
    {
        if (expect is null) return "";
        List<string> lines = [];
        if (expect.Status is { } status) lines.Add($"status: {YamlFlow.Of(status)}");
        if (expect.ErrInfo is { } error) lines.Add($"errInfo: {(error.Length == 0 ? ScenarioReader.NoError : error)}");
        if (expect.Notified is { } notified) lines.Add($"notified: {YamlFlow.Of(YamlFlow.List(notified))}");
        if (expect.Returned is { } returned) lines.Add($"returned: {YamlFlow.Of(YamlFlow.List(returned))}");
        return Block("expect", lines);
    }

    static YamlMappingNode Mapping(IEnumerable<(string Name, YamlNode Value)> keys)
    {
        var mapping = new YamlMappingNode();
        foreach (var (name, value) in keys) mapping.Add(name, value);
        return mapping;
    }
}
