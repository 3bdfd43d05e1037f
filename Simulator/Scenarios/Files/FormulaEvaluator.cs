#pragma warning disable format // aligned tables
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Evaluates formulas: a text that contains <c>{{ … }}</c> is a Scriban template over the payment, with <c>random from to</c> for a
/// random integer. The results are then parsed as an action, by the same rules as the file.
/// </summary>
internal static class FormulaEvaluator
{
    const string Opening = "{{";

    internal static readonly HookContext SampleContext = new(Hook.Received)
    {
        ShopId = "tshop00000001",
        OrderId = "ORDER-1",
        AccessId = new('0', 32),
        Total = 1_000,
        Item = "Mug",
        Status = "AUTH",
        Operation = "RecruitSales",
    };

    public static bool ContainsFormula(YamlNode arguments) => arguments is YamlMappingNode && Scalars(arguments).Any(IsFormula);

    /// <summary>Creates the rule and evaluates it once with a sample payment, so that errors are found when the file is read.</summary>
    public static Rule? CreateRule(
        Hook when, ActionDefinition definition, YamlNode arguments, Mark at, DiagnosticBag diagnostics, KnownSymbols symbols)
    {
        if (HasSyntaxErrors(arguments, diagnostics)) return null;
        // After one timeout the remaining formulas are skipped: hundreds of timeouts would take minutes.
        if (diagnostics.FormulaTimedOut) return null;
        var trial = new DiagnosticBag("");
        var sample = Evaluate(definition, arguments, at, SampleContext with { Hook = when }, new Random(0), trial, symbols);
        diagnostics.Merge(trial, at);
        if (sample is null || !trial.IsEmpty) return null;
        return new(when, sample)
        {
            SourceText = ScenarioFormatter.Format(definition, arguments),
            SourceArguments = arguments,
            EvaluateFormula = (context, random) =>
            {
                var errors = new DiagnosticBag("");
                var action = Evaluate(definition, arguments, at, context, random, errors, symbols);
                return new(errors.IsEmpty ? action : null, [.. errors.InOrder().Select(error => error.Message)]);
            },
        };
    }

    static ScenarioAction? Evaluate(
        ActionDefinition definition,
        YamlNode arguments,
        Mark at,
        HookContext context,
        Random random,
        DiagnosticBag diagnostics,
        KnownSymbols symbols)
    {
        using var budget = new FormulaBudget(FormulaLimits.Default);
        var evaluated = Replace(arguments, scalar => Render(scalar, budget, Model(context, random), diagnostics));
        // A failed formula has no value to parse; its own error is enough.
        if (!diagnostics.IsEmpty) return null;
        var section = YamlSection.Create(evaluated, $"\"{definition.Name}\"", diagnostics, definition.ParameterNames, at);
        return section is null ? null : definition.Read(section, symbols);
    }

    static bool IsFormula(YamlScalarNode scalar) => scalar.Value!.Contains(Opening, StringComparison.Ordinal);

    static IEnumerable<YamlScalarNode> Scalars(YamlNode node) => node switch
    {
        YamlScalarNode { Value: not null } scalar => [scalar],
        YamlMappingNode mapping                   => mapping.Children.SelectMany(line => Scalars(line.Value)),
        YamlSequenceNode list                     => list.Children.SelectMany(Scalars),
        _                                         => [],
    };

    static bool HasSyntaxErrors(YamlNode arguments, DiagnosticBag diagnostics)
    {
        var found = false;
        foreach (var scalar in Scalars(arguments).Where(IsFormula))
        {
            var template = Template.Parse(scalar.Value!);
            if (!template.HasErrors) continue;
            diagnostics.Add(scalar.Start, DiagnosticCode.BadFormula, template.Messages[0].Message.TrimEnd('.'));
            found = true;
        }
        return found;
    }

    // A copy of the node with each formula replaced by its result.
    static YamlNode Replace(YamlNode node, Func<YamlScalarNode, string> evaluate) => node switch
    {
        YamlScalarNode { Value: not null } scalar when IsFormula(scalar) =>
            new YamlScalarNode(evaluate(scalar)) { Style = ScalarStyle.Plain },
        YamlMappingNode mapping =>
            new YamlMappingNode(mapping.Children.Select(line => KeyValuePair.Create(line.Key, Replace(line.Value, evaluate)))),
        YamlSequenceNode list =>
            new YamlSequenceNode(list.Children.Select(item => Replace(item, evaluate))),
        _ => node,
    };

    static string Render(YamlScalarNode scalar, FormulaBudget budget, ScriptObject model, DiagnosticBag diagnostics)
    {
        try
        {
            return Render(scalar.Value!, budget, model);
        }
        catch (ScriptRuntimeException exception)
        {
            var message = budget.Exceeded ?? exception.OriginalMessage.TrimEnd('.');
            diagnostics.Add(scalar.Start, DiagnosticCode.BadFormula, message);
            diagnostics.FormulaTimedOut = budget.HasTimedOut;
            return "";
        }
    }

    /// <summary>Renders a template with the model.</summary>
    /// <exception cref="ScriptRuntimeException">The formula fails, or exceeds a limit.</exception>
    internal static string Render(string template, FormulaBudget budget, ScriptObject model)
    {
        var context = new FormulaContext(budget);
        context.PushGlobal(model);
        return Template.Parse(template).Render(context);
    }

    internal static ScriptObject Model(HookContext context, Random random)
    {
        var model = new ScriptObject
        {
            ["shop_id"] = context.ShopId,
            ["order_id"] = context.OrderId,
            ["access_id"] = context.AccessId,
            ["total"] = context.Total,
            ["item"] = context.Item,
            ["status"] = context.Status,
            ["operation"] = context.Operation ?? "",
            ["attempt"] = context.Attempt,
        };
        model.Import("random", (long from, long to) => from >= to ? from : random.NextInt64(from, to + 1));
        return model;
    }
}
