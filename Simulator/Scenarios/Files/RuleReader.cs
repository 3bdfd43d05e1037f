using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads the rules of one scenario file.</summary>
internal sealed class RuleReader(DiagnosticBag diagnostics, KnownSymbols symbols)
{
    /// <summary>The maximum of <c>times</c> and of <c>attempt</c>.</summary>
    public const int MaxTimes = 1_000;

    public static readonly IReadOnlyList<string> Keys = ["when", "match", "chance", "then", "times", "by"];

    public static readonly IReadOnlyList<string> MatchKeys =
        ["shopId", "orderId", "amount", "item", "operation", "status", "attempt", "time"];

    /// <summary>The words of <see cref="PlayMode"/>.</summary>
    public static readonly IReadOnlyList<string> PlayModes = ["itself", "person"];

    // Hooks with a rule that always applies: a later rule for the same hook is unreachable.
    readonly HashSet<Hook> alwaysPlayed = [];

    public IReadOnlyList<Rule> Read(YamlNode rules)
    {
        if (rules is not YamlSequenceNode { Children: var nodes })
            diagnostics.Add(rules.Start, DiagnosticCode.WrongType, "\"rules\" takes a list");
        else if (nodes.Count == 0)
            diagnostics.Add(rules.Start, DiagnosticCode.EmptyValue, "\"rules\" has no rule");
        else
            return [.. nodes.Select(ReadOne).OfType<Rule>()];
        return [];
    }

    Rule? ReadOne(YamlNode node)
    {
        if (YamlSection.Create(node, "a rule", diagnostics, Keys) is not { } rule) return null;
        var when = rule.Require("when") is { } hook ? rule.OneOf(hook, "when", Hook.All, known => known.Name) : null;
        var match = Match(rule, when);
        var then = rule.Require("then") is { } action ? Then(rule, action, when) : null;
        var chance = rule.Probability("chance");
        var times = rule.Number("times", 1, MaxTimes);
        var mode = Mode(rule);
        if (when is null || then is null) return null;
        if (alwaysPlayed.Contains(when))
            diagnostics.Add(node.Start, DiagnosticCode.UnreachableRule, $"an earlier rule for {when} is always played");
        var read = then with { Times = (int?)times, Mode = mode, Match = match, Chance = chance ?? 1 };
        if (rule["times"] is null && match is null && !read.IsByChance) alwaysPlayed.Add(when);
        return read;
    }

    static PlayMode Mode(YamlSection rule)
    {
        if (rule["by"] is not { } node) return PlayMode.Automatic;
        return rule.OneOf(node, "by", PlayModes, word => word) == "person" ? PlayMode.Manual : PlayMode.Automatic;
    }

    RuleMatch? Match(YamlSection rule, Hook? when)
    {
        if (rule["match"] is not { } node || rule.GetSection(node, "match", MatchKeys) is not { } match) return null;
        if (match.IsEmpty)
            diagnostics.Add(node.Start, DiagnosticCode.EmptyValue, "\"match\" has no key");
        if (match["operation"] is { } api && when is { IsCall: false })
            diagnostics.Add(api.Start, DiagnosticCode.WrongHook, $"\"operation\" is for calls, not for {when}");
        var (amountFrom, amountTo) = ScenarioReader.Amount(match, diagnostics);
        return new(
            match.Text("shopId"),
            match.Text("orderId"),
            amountFrom,
            amountTo,
            match.Text("item"),
            Word(match, "operation", symbols.Operations),
            Word(match, "status", symbols.Statuses),
            match.Number("attempt", 1, MaxTimes),
            match.Window("time"));
    }

    static string? Word(YamlSection match, string key, IReadOnlyList<string> allowed) =>
        match[key] is { } node ? match.OneOf(node, key, allowed, word => word) : null;

    // `then: cancel`, or `then: { approve: { … } }` for an action with parameters.
    Rule? Then(YamlSection rule, YamlNode node, Hook? when)
    {
        if (node is YamlMappingNode { Children.Count: not 1 })
        {
            diagnostics.Add(node.Start, DiagnosticCode.WrongType, "\"then\" takes one action");
            return null;
        }
        var (name, arguments) = node is YamlMappingNode mapping ? mapping.Children.First() : new(node, new YamlMappingNode());
        if (rule.OneOf(name, "then", ActionDefinition.All, known => known.Name) is not { } definition) return null;
        if (when is null) return null;
        if (!definition.Hooks.Contains(when)) AddWrongHook(name.Start, definition, when);
        return FormulaEvaluator.ContainsFormula(arguments)
            ? FormulaEvaluator.CreateRule(when, definition, arguments, name.Start, diagnostics, symbols)
            : WithoutFormula(when, definition, arguments, name.Start);
    }

    Rule? WithoutFormula(Hook when, ActionDefinition definition, YamlNode arguments, Mark at)
    {
        var section = YamlSection.Create(arguments, $"\"{definition.Name}\"", diagnostics, definition.ParameterNames, at);
        return section is null ? null : new(when, definition.Read(section, symbols));
    }

    void AddWrongHook(Mark at, ActionDefinition definition, Hook when)
    {
        var allowed = string.Join(", ", ActionDefinition.For(when).Select(other => other.Name));
        diagnostics.Add(at, DiagnosticCode.WrongHook, $"\"{definition.Name}\" is not an action of {when}; allowed: {allowed}");
    }
}
