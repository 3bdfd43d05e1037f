using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios;

/// <summary>
/// Values that are worked out when they are needed: a text with <c>{{ … }}</c> in it is a Scriban template over the payment, with
/// <c>random from to</c> for whole numbers by chance. The reaction is then read anew, by the same rules as a file.
/// </summary>
internal static class Formula
{
    const string Opening = "{{";

    static readonly Occasion Imagined = new(Cue.Received)
    {
        ShopId = "tshop00000001", OrderId = "ORDER-1", AccessId = new('0', 32), Total = 1_000, Item = "Mug", Status = "AUTH", Operation = "RecruitSales",
    };

    public static bool IsIn(YamlNode keys) => keys is YamlMappingNode && Scalars(keys).Any(scalar => scalar.Value!.Contains(Opening, StringComparison.Ordinal));

    /// <summary>The rule, tried once with an imagined payment, so that a slip is told when the file is read.</summary>
    public static Rule? Rule(Cue when, ReactionForm form, YamlNode keys, Mark at, FaultList faults, Vocabulary vocabulary)
    {
        if (Scalars(keys).ToList().FindAll(scalar => IsBroken(scalar, faults)).Count > 0) return null;
        var tried = new FaultList("");
        var imagined = Reaction(form, keys, at, Imagined with { Cue = when }, new Random(0), tried, vocabulary);
        // What is worked out stands nowhere in the file: a fault in it is told of where the reaction is.
        foreach (var fault in tried.InOrder()) faults.Add(at, fault.Code, fault.Message, fault.Suggestion);
        return imagined is null || !tried.IsEmpty ? null : new(when, imagined)
        {
            Written = Wording.Of(form, keys),
            Formula = (occasion, chance) =>
            {
                var found = new FaultList("");
                var reaction = Reaction(form, keys, at, occasion, chance, found, vocabulary);
                return found.IsEmpty ? reaction : null;
            },
        };
    }

    static Reaction? Reaction(ReactionForm form, YamlNode keys, Mark at, Occasion occasion, Random chance, FaultList faults, Vocabulary vocabulary) =>
        Section.Of(WorkedOut(keys, occasion, chance, faults), $"\"{form.Word}\"", faults, [.. form.Keys.Select(key => key.Name)], at) is { } section
            ? form.Read(section, vocabulary) : null;

    static IEnumerable<YamlScalarNode> Scalars(YamlNode node) => node switch
    {
        YamlScalarNode { Value: not null } scalar => [scalar],
        YamlMappingNode mapping => mapping.Children.SelectMany(line => Scalars(line.Value)),
        YamlSequenceNode list => list.Children.SelectMany(Scalars),
        _ => [],
    };

    static bool IsBroken(YamlScalarNode scalar, FaultList faults)
    {
        if (!scalar.Value!.Contains(Opening, StringComparison.Ordinal) || Template.Parse(scalar.Value) is not { HasErrors: true } template) return false;
        faults.Add(scalar.Start, FaultCode.BadFormula, template.Messages[0].Message.TrimEnd('.'));
        return true;
    }

    static YamlNode WorkedOut(YamlNode node, Occasion occasion, Random chance, FaultList faults) => node switch
    {
        YamlScalarNode { Value: { } text } scalar when text.Contains(Opening, StringComparison.Ordinal) => new YamlScalarNode(Text(scalar, occasion, chance, faults)) { Style = ScalarStyle.Plain },
        YamlMappingNode mapping => new YamlMappingNode(mapping.Children.Select(line => KeyValuePair.Create(line.Key, WorkedOut(line.Value, occasion, chance, faults)))),
        YamlSequenceNode list => new YamlSequenceNode(list.Children.Select(item => WorkedOut(item, occasion, chance, faults))),
        _ => node,
    };

    static string Text(YamlScalarNode scalar, Occasion occasion, Random chance, FaultList faults)
    {
        var context = new TemplateContext { StrictVariables = true, LoopLimit = 1_000, RecursiveLimit = 20 };
        context.PushGlobal(Model(occasion, chance));
        try
        {
            return Template.Parse(scalar.Value!).Render(context);
        }
        catch (ScriptRuntimeException fault)
        {
            faults.Add(scalar.Start, FaultCode.BadFormula, fault.OriginalMessage.TrimEnd('.'));
            return "";
        }
    }

    static ScriptObject Model(Occasion occasion, Random chance)
    {
        var model = new ScriptObject
        {
            ["shop_id"] = occasion.ShopId,
            ["order_id"] = occasion.OrderId,
            ["access_id"] = occasion.AccessId,
            ["total"] = occasion.Total,
            ["item"] = occasion.Item,
            ["status"] = occasion.Status,
            ["operation"] = occasion.Operation ?? "",
            ["attempt"] = occasion.Attempt,
        };
        model.Import("random", (long from, long to) => from >= to ? from : chance.NextInt64(from, to + 1));
        return model;
    }
}
