using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>One rule of the form that composes a scenario: a hook with an action, and the fields that they have.</summary>
internal sealed class ComposeSlot
{
    const string Minutes = "M";
    const string Send = "send";

    readonly FormValues form;
    readonly KnownSymbols symbols;
    readonly string prefix;

    public ComposeSlot(FormValues form, KnownSymbols symbols, int number)
    {
        this.form = form;
        this.symbols = symbols;
        prefix = string.Create(CultureInfo.InvariantCulture, $"r{number}");
        var parts = Choice.Split('.', 2);
        Hook = Hook.All.FirstOrDefault(hook => hook.Name == parts[0]);
        if (Hook is not null && parts is [_, var action])
            Action = ActionDefinition.For(Hook).FirstOrDefault(definition => definition.Name == action);
        Fields = Hook is not null && Action is not null ? [.. MatchFields(Hook), .. Action.Parameters.Select(Parameter), Times(Hook)] : [];
    }

    /// <summary>The name of the field with the choice: <c>r1</c>.</summary>
    public string Field => prefix;

    /// <summary>Hook and action: <c>notifying.omit</c>; empty: no rule.</summary>
    public string Choice => form[prefix];

    public Hook? Hook { get; }

    public ActionDefinition? Action { get; }

    public IReadOnlyList<ComposeField> Fields { get; }

    /// <summary>Whether something was chosen that is no action of a hook.</summary>
    public bool IsUnknown => Choice.Length > 0 && Action is null;

    /// <summary>Whether it is sent with changes, and no change is given.</summary>
    public bool ChangesNothing => Action?.Name == Send && Values(ComposePart.Parameter).Count == 0;

    /// <summary>Whether the wallet's pages are decided by this rule each time.</summary>
    public bool DecidesAlways => Hook == Hook.WalletOpened && Fields.All(one => one.Part != ComposePart.Times || one.Value.Length == 0);

    /// <summary>Null when no action is chosen.</summary>
    public ComposedRule? Rule() => Hook is null || Action is null ? null : new(
        prefix, Hook.Name, Action.Name,
        Values(ComposePart.Match), Values(ComposePart.Parameter), Values(ComposePart.Times).FirstOrDefault());

    List<ComposedValue> Values(ComposePart part) =>
        [.. Fields.Where(field => field.Part == part).Select(field => field.Composed()).OfType<ComposedValue>()];

    // The fields of an action that has just been chosen get examples as values; later an empty field stays empty.
    bool IsNew => form[$"{prefix}_was"] != Choice;

    string Value(string key, string example) =>
        form[$"{prefix}_{key}"] is { Length: > 0 } typed ? typed : IsNew ? example : "";

    IEnumerable<ComposeField> MatchFields(Hook hook)
    {
        var operation = hook == Hook.Deciding ? "ExecTranRecruit" : "RecruitSales";
        if (hook.IsCall)
            yield return Words("operation", new("For which API", "対象の API"), symbols.Operations, operation);
        if (hook == Hook.Notifying)
            yield return Words("status", new("Notification of which status", "通知する状態"), symbols.Statuses, "AUTH");
    }

    ComposeField Words(string key, LocalText label, IReadOnlyList<string> options, string example) =>
        new($"{prefix}_{key}", key, label, ComposePart.Match, null, Value(key, example)) { Options = options };

    ComposeField Times(Hook hook)
    {
        var label = new LocalText("How often for one payment (empty: each time)", "1取引での回数（空欄：毎回）");
        var example = hook == Hook.WalletOpened || hook == Hook.Charging || hook == Hook.Returning ? "" : "1";
        return new($"{prefix}_repeat", "times", label, ComposePart.Times, ParameterKind.Integer, Value("repeat", example))
        {
            Bounds = (1, RuleReader.MaxTimes),
        };
    }

    ComposeField Parameter(ActionParameter parameter)
    {
        var unit = form[$"{prefix}_{parameter.Name}_unit"];
        return new(
            $"{prefix}_{parameter.Name}", parameter.Name, ScenarioTexts.About(Action!, parameter), ComposePart.Parameter, parameter.Kind,
            Value(parameter.Name, Example(parameter)), unit.Length == 0 ? Minutes : unit, parameter.Required)
        {
            Bounds = parameter.Bounds,
        };
    }

    string Example(ActionParameter parameter)
    {
        if (Action!.Name == Send && parameter.Name == "times") return "2";
        if (!parameter.Required) return "";
        return parameter.Kind == ParameterKind.Duration ? "5" : "maintenance";
    }
}
