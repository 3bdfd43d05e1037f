using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Values that are worked out when they are needed: a text with <c>{{ … }}</c> in it is a Scriban template over the payment, with
/// <c>random from to</c> for whole numbers by chance. The reaction is then read anew, by the same rules as a file.
/// </summary>
internal static class FormulaEvaluator
{
    const string Opening = "{{";

    internal static readonly HookContext SampleContext = new(Hook.Received)
    {
        ShopId = "tshop00000001", OrderId = "ORDER-1", AccessId = new('0', 32), Total = 1_000, Item = "Mug", Status = "AUTH", Operation = "RecruitSales",
    };

    public static bool ContainsFormula(YamlNode keys) => keys is YamlMappingNode && Scalars(keys).Any(scalar => scalar.Value!.Contains(Opening, StringComparison.Ordinal));

    /// <summary>The rule, tried once with an imagined payment, so that a slip is told when the file is read.</summary>
    public static Rule? CreateRule(Hook when, ActionDefinition form, YamlNode keys, Mark at, DiagnosticBag faults, KnownSymbols vocabulary)
    {
        if (Scalars(keys).ToList().FindAll(scalar => IsBroken(scalar, faults)).Count > 0) return null;
        // One formula that takes its full time is enough to refuse the file: hundreds of them would take minutes.
        if (faults.FormulaTimedOut) return null;
        var tried = new DiagnosticBag("");
        var imagined = Reaction(form, keys, at, SampleContext with { Hook = when }, new Random(0), tried, vocabulary);
        faults.Merge(tried, at);
        return imagined is null || !tried.IsEmpty ? null : new(when, imagined)
        {
            SourceText = ScenarioFormatter.Format(form, keys),
            EvaluateFormula = (occasion, chance) =>
            {
                var found = new DiagnosticBag("");
                var reaction = Reaction(form, keys, at, occasion, chance, found, vocabulary);
                return new(found.IsEmpty ? reaction : null, [.. found.InOrder().Select(fault => fault.Message)]);
            },
        };
    }

    static ScenarioAction? Reaction(ActionDefinition form, YamlNode keys, Mark at, HookContext occasion, Random chance, DiagnosticBag faults, KnownSymbols vocabulary)
    {
        using var run = new FormulaBudget(FormulaLimits.Default);
        var values = WorkedOut(keys, scalar => Render(scalar, run, Model(occasion, chance), faults));
        // What was not worked out has no value: one fault tells why.
        return faults.IsEmpty && YamlSection.Create(values, $"\"{form.Name}\"", faults, [.. form.Parameters.Select(key => key.Name)], at) is { } section
            ? form.Read(section, vocabulary) : null;
    }

    static IEnumerable<YamlScalarNode> Scalars(YamlNode node) => node switch
    {
        YamlScalarNode { Value: not null } scalar => [scalar],
        YamlMappingNode mapping => mapping.Children.SelectMany(line => Scalars(line.Value)),
        YamlSequenceNode list => list.Children.SelectMany(Scalars),
        _ => [],
    };

    static bool IsBroken(YamlScalarNode scalar, DiagnosticBag faults)
    {
        if (!scalar.Value!.Contains(Opening, StringComparison.Ordinal) || Template.Parse(scalar.Value) is not { HasErrors: true } template) return false;
        faults.Add(scalar.Start, DiagnosticCode.BadFormula, template.Messages[0].Message.TrimEnd('.'));
        return true;
    }

    static YamlNode WorkedOut(YamlNode node, Func<YamlScalarNode, string> text) => node switch
    {
        YamlScalarNode { Value: { } value } scalar when value.Contains(Opening, StringComparison.Ordinal) => new YamlScalarNode(text(scalar)) { Style = ScalarStyle.Plain },
        YamlMappingNode mapping => new YamlMappingNode(mapping.Children.Select(line => KeyValuePair.Create(line.Key, WorkedOut(line.Value, text)))),
        YamlSequenceNode list => new YamlSequenceNode(list.Children.Select(item => WorkedOut(item, text))),
        _ => node,
    };

    static string Render(YamlScalarNode scalar, FormulaBudget run, ScriptObject model, DiagnosticBag faults)
    {
        try
        {
            return Render(scalar.Value!, run, model);
        }
        catch (ScriptRuntimeException fault)
        {
            faults.Add(scalar.Start, DiagnosticCode.BadFormula, run.Exceeded ?? fault.OriginalMessage.TrimEnd('.'));
            faults.FormulaTimedOut = run.HasTimedOut;
            return "";
        }
    }

    /// <summary>The text that a template makes of the model.</summary>
    /// <exception cref="ScriptRuntimeException">The formula fails, or exceeds a limit.</exception>
    internal static string Render(string template, FormulaBudget run, ScriptObject model)
    {
        var context = new FormulaContext(run);
        context.PushGlobal(model);
        return Template.Parse(template).Render(context);
    }

    internal static ScriptObject Model(HookContext occasion, Random chance)
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
