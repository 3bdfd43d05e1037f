using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>What the form that composes a scenario amounts to: its rules, the YAML file, and what is wrong with it.</summary>
internal sealed class Composition
{
    const int MaxRules = 3;

    readonly FormValues form;
    readonly KnownSymbols symbols;
    readonly ScenarioParseResult read;

    public Composition(FormValues form, KnownSymbols symbols)
    {
        this.form = form;
        this.symbols = symbols;
        Slots = [.. Enumerable.Range(1, MaxRules).Select(number => new ComposeSlot(form, symbols, number))];
        Text = ScenarioComposer.Write(Scenario(new(Name, Name), null));
        read = Parse(Text);
        // The texts of the file are made of the rules that were read.
        if (read.Scenario is { Rules: { Count: > 0 } rules }) read = Parse(Text = ScenarioComposer.Write(Described(rules)));
    }

    public IReadOnlyList<ComposeSlot> Slots { get; }

    public ComposedText Text { get; }

    public string Name => form["name"].Trim() is { Length: > 0 } typed ? typed : DefaultName;

    /// <summary>Whether the consumer pays without a click, unless a rule decides otherwise.</summary>
    public bool Pays => form["pays"] != "no";

    public bool IsEmpty => Slots.All(slot => slot.Action is null);

    /// <summary>Null when it has faults.</summary>
    public Scenario? Result
    {
        get
        {
            if (IsEmpty || WrongChoices.Count > 0 || read.Scenario is null) return null;
            return read.Scenario with { Yaml = Text.Yaml };
        }
    }

    public IReadOnlyList<Diagnostic> Faults => IsEmpty ? [] : read.Diagnostics;

    /// <summary>The form field that a fault is in; empty: none.</summary>
    public string FieldOf(Diagnostic fault) => Text.Fields.GetValueOrDefault(fault.Line, "");

    /// <summary>The choices that are no actions of a hook, and those that change nothing.</summary>
    public IReadOnlyList<FieldError> WrongChoices =>
    [
        .. Slots.Where(slot => slot.IsUnknown).Select(slot => new FieldError(
            slot.Field, slot.Choice, "a hook with one of its actions, such as notifying.omit")
        {
            AllowedJa = "きっかけと動きの組（例：notifying.omit）",
        }),
        .. Slots.Where(slot => slot.ChangesNothing).Select(slot => new FieldError(
            slot.Field, slot.Choice, "this with at least one field that says what is sent differently, such as how many times")
        {
            AllowedJa = "送り方の変更（送信回数など）を1つ以上入力したもの",
        }),
    ];

    IEnumerable<ComposeSlot> Chosen => Slots.Where(slot => slot.Action is not null);

    string DefaultName
    {
        get
        {
            var words = Chosen.Select(slot => $"{slot.Hook!.Name}-{slot.Action!.Name}".ToLowerInvariant());
            var name = string.Join("-", words.Prepend("my"));
            return name.Length <= ScenarioReader.MaxNameLength ? name : name[..ScenarioReader.MaxNameLength].TrimEnd('-');
        }
    }

    ScenarioParseResult Parse(ComposedText text) => ScenarioFile.Parse(text.Yaml, $"{Name}.yaml", symbols);

    ComposedScenario Scenario(LocalText title, LocalText? description)
    {
        List<ComposedRule> rules = [.. Slots.Select(slot => slot.Rule()).OfType<ComposedRule>()];
        // A rule for the wallet that is always played makes a later one unreachable.
        if (Pays && !Slots.Any(slot => slot.DecidesAlways)) rules.Add(new("pays", Hook.WalletOpened.Name, "approve", [], [], null));
        return new(Name, title, description, rules);
    }

    ComposedScenario Described(IReadOnlyList<Rule> rules)
    {
        List<LocalText> titled = [.. Chosen.Select(slot => ScenarioTexts.Label(slot.Hook!, slot.Action!))];
        var sentences = rules.Select(RuleSentence.Of).ToList();
        var japanese = string.Join("／", titled.Select(text => text.Ja)).Replace("`", "", StringComparison.Ordinal);
        var title = Typed("title", new(string.Join("; ", titled.Select(text => text.En)), japanese));
        return Scenario(title, new(string.Join(" ", sentences.Select(text => text.En)), string.Concat(sentences.Select(text => text.Ja))));
    }

    LocalText Typed(string field, LocalText made) => form[field].Trim() is { Length: > 0 } typed ? new(typed, typed) : made;
}
