using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads <c>place</c>, <c>read</c> and <c>act</c> of a section: of the file itself, or of <c>recurring</c>.</summary>
internal sealed class DoorReader(YamlSection section, DiagnosticBag diagnostics)
{
    readonly TemplateReader place = new(diagnostics, VariableNames.Order);
    readonly IReadOnlyList<string> kept = [.. KeptNames.Of(section["place"]).Concat(KeptNames.Of(section["act"])).Distinct()];

    public ShopStep? Place() => section.Require("place") is { } node ? new ShopStepReader(place).Read(node, "place") : null;

    /// <summary>Whether the step that places an order can know a variable: a command has all of them in its environment.</summary>
    public bool CanKnow(ShopStep step, string name) => step is ShopStep.Command || place.Uses(name);

    public OrderReader? Read() =>
        section.Require("read") is { } node ? new StateReader(Templates(VariableNames.Order)).Read(node, "read") : null;

    /// <param name="names">The acts that the section may have.</param>
    public ImmutableDictionary<string, ShopStep> Acts(string key, IReadOnlyList<string> names)
    {
        if (section.GetSection(key, [.. names]) is not { } acts) return [];
        return names
            .Where(name => acts[name] is not null)
            .Select(name => (Name: name, Step: Act(acts[name]!, name)))
            .Where(act => act.Step is not null)
            .ToImmutableDictionary(act => act.Name, act => act.Step!);
    }

    ShopStep? Act(YamlNode node, string name)
    {
        var isReprice = name == ActNames.Reprice;
        var templates = Templates(VariablesOf(name));
        var step = new ShopStepReader(templates).ReadShort(node, name);
        if (isReprice && step is not (null or ShopStep.Command) && !templates.Uses(VariableNames.NewAmount))
            diagnostics.Add(node.Start, CheckDiagnosticCode.MissingVariable, "\"reprice\" tells the shop the new price with {{newAmount}}");
        return step;
    }

    static IReadOnlyList<string> VariablesOf(string act) => act switch
    {
        ActNames.Reprice => VariableNames.Reprice,
        ActNames.CancelMonth => VariableNames.CancelMonth,
        _ => VariableNames.Order,
    };

    TemplateReader Templates(IReadOnlyList<string> names) => new(diagnostics, [.. names, .. kept.Except(names)]);
}
