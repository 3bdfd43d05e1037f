using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads <c>read</c>: how the state of an order is read.</summary>
internal sealed class StateReader(TemplateReader templates)
{
    static readonly IReadOnlyList<string> Forms = [CheckKeys.Http, CheckKeys.Command];

    DiagnosticBag Diagnostics => templates.Diagnostics;

    public OrderReader? Read(YamlNode node, string key)
    {
        if (YamlSection.Create(node, $"\"{key}\"", Diagnostics, CheckKeys.Read) is not { } section) return null;
        var step = Step(section, (YamlMappingNode)node, key);
        var state = section.Require("state") is { } path ? Path(section, path, "state") : null;
        var means = section.Require("means") is { } words ? Means(words) : [];
        var shipped = section["shipped"] is { } count ? Path(section, count, "shipped") : null;
        var amount = section["amount"] is { } paid ? Path(section, paid, "amount") : null;
        if (step is ShopStep.Http && !templates.UsesAny)
            Diagnostics.Add(node.Start, CheckDiagnosticCode.MissingVariable,
                "\"read\" has no {{name}}, so that it would read the same order each time; use what \"place\" keeps");
        return step is null || state is null ? null : new(step, state, means, shipped, amount);
    }

    ShopStep? Step(YamlSection section, YamlMappingNode node, string key)
    {
        if (new Choice(Diagnostics).One(node, Forms, key) is not { } form) return null;
        if (form == CheckKeys.Http && section[CheckKeys.TimeLimit] is { } limit)
            Diagnostics.Add(limit.Start, CheckDiagnosticCode.MisplacedKey, "\"timeout\" cannot stand beside \"http\"");
        var step = new ShopStepReader(templates).Read(section, form);
        if (step is { Keep.Count: > 0 })
            Diagnostics.Add(section[form]!.Start, CheckDiagnosticCode.MisplacedKey, "\"read\" keeps nothing; \"keep\" stands in \"place\"");
        return step;
    }

    string? Path(YamlSection section, YamlNode node, string key)
    {
        if (section.Text(node, key) is not { } text) return null;
        var hasLength = key == "shipped" && text.EndsWith(JsonPath.Length, StringComparison.Ordinal);
        if (JsonPath.Fault(hasLength ? text[..^JsonPath.Length.Length] : text) is not { } fault) return text;
        Diagnostics.Add(node.Start, CheckDiagnosticCode.BadPath, $"\"{key}\" takes a JSONPath such as $.{key}: {fault}");
        return null;
    }

    ImmutableDictionary<string, OrderState> Means(YamlNode node)
    {
        if (YamlSection.Create(node, "\"means\"", Diagnostics, CheckKeys.States) is not { } section) return [];
        section.Require("paid");
        var means = new Dictionary<string, OrderState>(StringComparer.Ordinal);
        foreach (var state in CheckKeys.States.Where(state => section[state] is not null))
            foreach (var (word, at) in Words(section, state)) Add(means, word, Enum.Parse<OrderState>(state, ignoreCase: true), at);
        return means.ToImmutableDictionary(StringComparer.Ordinal);
    }

    IEnumerable<(string Word, YamlNode At)> Words(YamlSection section, string state)
    {
        var node = section[state]!;
        IEnumerable<YamlNode> items = node is YamlSequenceNode list ? list.Children : [node];
        if (!items.Any()) Diagnostics.Add(node.Start, DiagnosticCode.EmptyValue, $"\"{state}\" has no word");
        return items.Select(item => (Word: section.Text(item, state)!, At: item)).Where(item => item.Word is not null);
    }

    void Add(Dictionary<string, OrderState> means, string word, OrderState state, YamlNode at)
    {
        if (means.TryAdd(word, state)) return;
        var other = means[word];
        var message = other == state ? $"\"{word}\" is repeated" : $"\"{word}\" means both {Name(other)} and {Name(state)}";
        Diagnostics.Add(at.Start, CheckDiagnosticCode.Conflict, message);
    }

    static string Name(OrderState state) => CheckKeys.States.Single(name => name.Equals($"{state}", StringComparison.OrdinalIgnoreCase));
}
