using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios;

/// <summary>Reads the rules of one scenario file.</summary>
internal sealed class RuleReader(FaultList faults, Vocabulary vocabulary)
{
    /// <summary>The most often that <c>times</c> can say.</summary>
    public const int MostTimes = 1_000;

    static readonly IReadOnlyList<string> Keys = ["when", "operation", "then", "times", "by"];
    static readonly IReadOnlyList<Player> Players = [new("itself", PlayedBy.Itself), new("person", PlayedBy.Person)];

    // The first rule of a cue without `times` is always played: what follows it for the same cue never is.
    readonly HashSet<(Cue Cue, string? Operation)> settled = [];

    public IReadOnlyList<Rule> Read(YamlNode rules)
    {
        if (rules is not YamlSequenceNode { Children: var nodes })
            faults.Add(rules.Start, FaultCode.WrongType, "\"rules\" takes a list");
        else if (nodes.Count == 0)
            faults.Add(rules.Start, FaultCode.EmptyValue, "\"rules\" has no rule");
        else
            return [.. nodes.Select(ReadOne).OfType<Rule>()];
        return [];
    }

    Rule? ReadOne(YamlNode node)
    {
        if (Section.Of(node, "a rule", faults, Keys) is not { } rule) return null;
        var when = rule.Need("when") is { } cue ? rule.OneOf(cue, "when", Cue.All, choice => choice.Name) : null;
        var then = rule.Need("then") is { } reaction ? Then(rule, reaction, when) : null;
        var operation = Operation(rule, when);
        var times = rule.Number("times", 1, MostTimes);
        var by = rule["by"] is { } player ? rule.OneOf(player, "by", Players, choice => choice.Word)?.By : PlayedBy.Itself;
        if (when is null || then is null || by is null) return null;
        if (settled.Contains((when, null)) || settled.Contains((when, operation)))
            faults.Add(node.Start, FaultCode.UnreachableRule, $"an earlier rule for {when} is always played");
        if (rule["times"] is null) settled.Add((when, operation));
        return new(when, then, (int?)times, by.Value, operation);
    }

    string? Operation(Section rule, Cue? when)
    {
        if (rule["operation"] is not { } node) return null;
        if (when is not null && when != Cue.Deciding) faults.Add(node.Start, FaultCode.WrongCue, $"\"operation\" belongs to {Cue.Deciding}, not to {when}");
        return rule.OneOf(node, "operation", vocabulary.Operations, api => api);
    }

    // `then: cancel`, or `then: { approve: { … } }` for a reaction with keys of its own.
    Reaction? Then(Section rule, YamlNode node, Cue? when)
    {
        if (node is YamlMappingNode { Children.Count: not 1 })
        {
            faults.Add(node.Start, FaultCode.WrongType, "\"then\" takes one reaction");
            return null;
        }
        var (name, keys) = node is YamlMappingNode mapping ? mapping.Children.First() : new(node, new YamlMappingNode());
        if (rule.OneOf(name, "then", ReactionForm.All, choice => choice.Word) is not { } form) return null;
        if (when is not null && !form.Cues.Contains(when)) RefuseCue(name.Start, form, when);
        return rule.Inner(keys, form.Word, form.Keys, name.Start) is { } section ? form.Read(section, vocabulary) : null;
    }

    void RefuseCue(Mark at, ReactionForm form, Cue when)
    {
        var taken = ReactionForm.All.Where(other => other.Cues.Contains(when)).Select(other => other.Word);
        faults.Add(at, FaultCode.WrongCue, $"\"{form.Word}\" does not belong to {when}; taken: {string.Join(", ", taken)}");
    }

    sealed record Player(string Word, PlayedBy By);
}
