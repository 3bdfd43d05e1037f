using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads the rules of one scenario file.</summary>
internal sealed class RuleReader(DiagnosticBag faults, KnownSymbols vocabulary)
{
    /// <summary>The most often that <c>times</c> can say.</summary>
    public const int MostTimes = 1_000;

    public static readonly IReadOnlyList<string> Keys = ["when", "match", "then", "times", "by"];
    public static readonly IReadOnlyList<string> MatchKeys = ["shopId", "orderId", "amount", "item", "operation", "status", "attempt", "time"];
    public static readonly IReadOnlyList<string> Players = ["itself", "person"];

    // The first rule of a cue that always fits is always played: what follows it for the same cue never is.
    readonly HashSet<Hook> settled = [];

    public IReadOnlyList<Rule> Read(YamlNode rules)
    {
        if (rules is not YamlSequenceNode { Children: var nodes })
            faults.Add(rules.Start, DiagnosticCode.WrongType, "\"rules\" takes a list");
        else if (nodes.Count == 0)
            faults.Add(rules.Start, DiagnosticCode.EmptyValue, "\"rules\" has no rule");
        else
            return [.. nodes.Select(ReadOne).OfType<Rule>()];
        return [];
    }

    Rule? ReadOne(YamlNode node)
    {
        if (YamlSection.Create(node, "a rule", faults, Keys) is not { } rule) return null;
        var when = rule.Require("when") is { } cue ? rule.OneOf(cue, "when", Hook.All, choice => choice.Name) : null;
        var match = Match(rule, when);
        var then = rule.Require("then") is { } reaction ? Then(rule, reaction, when) : null;
        var times = rule.Number("times", 1, MostTimes);
        var by = rule["by"] is { } player && rule.OneOf(player, "by", Players, word => word) == "person" ? PlayMode.Manual : PlayMode.Automatic;
        if (when is null || then is null) return null;
        if (settled.Contains(when)) faults.Add(node.Start, DiagnosticCode.UnreachableRule, $"an earlier rule for {when} is always played");
        if (rule["times"] is null && match is null) settled.Add(when);
        return then with { Times = (int?)times, Mode = by, Match = match };
    }

    RuleMatch? Match(YamlSection rule, Hook? when)
    {
        if (rule["match"] is not { } node || rule.GetSection(node, "match", MatchKeys) is not { } match) return null;
        if (match.IsEmpty) faults.Add(node.Start, DiagnosticCode.EmptyValue, "\"match\" without a key says nothing");
        if (match["operation"] is { } asked && when is { IsCall: false }) faults.Add(asked.Start, DiagnosticCode.WrongCue, $"\"operation\" belongs to calls, not to {when}");
        var (from, to) = ScenarioReader.Amount(match, faults);
        return new(match.Text("shopId"), match.Text("orderId"), from, to, match.Text("item"),
            match["operation"] is { } api ? match.OneOf(api, "operation", vocabulary.Operations, word => word) : null,
            match["status"] is { } status ? match.OneOf(status, "status", vocabulary.Statuses, word => word) : null,
            match.Number("attempt", 1, MostTimes), match.Window("time"));
    }

    // `then: cancel`, or `then: { approve: { … } }` for a reaction with keys of its own.
    Rule? Then(YamlSection rule, YamlNode node, Hook? when)
    {
        if (node is YamlMappingNode { Children.Count: not 1 })
        {
            faults.Add(node.Start, DiagnosticCode.WrongType, "\"then\" takes one reaction");
            return null;
        }
        var (name, keys) = node is YamlMappingNode mapping ? mapping.Children.First() : new(node, new YamlMappingNode());
        if (rule.OneOf(name, "then", ActionDefinition.All, choice => choice.Name) is not { } form) return null;
        if (when is not null && !form.Hooks.Contains(when)) RefuseCue(name.Start, form, when);
        if (when is null) return null;
        return FormulaEvaluator.ContainsFormula(keys) ? FormulaEvaluator.CreateRule(when, form, keys, name.Start, faults, vocabulary) : Plain(when, form, keys, name.Start);
    }

    Rule? Plain(Hook when, ActionDefinition form, YamlNode keys, Mark at) =>
        YamlSection.Create(keys, $"\"{form.Name}\"", faults, [.. form.Parameters.Select(key => key.Name)], at) is { } section ? new(when, form.Read(section, vocabulary)) : null;

    void RefuseCue(Mark at, ActionDefinition form, Hook when)
    {
        var taken = ActionDefinition.All.Where(other => other.Hooks.Contains(when)).Select(other => other.Name);
        faults.Add(at, DiagnosticCode.WrongCue, $"\"{form.Name}\" does not belong to {when}; taken: {string.Join(", ", taken)}");
    }
}
