using System.Globalization;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the page that composes a scenario.</summary>
internal static class ComposeModel
{
    public static Dictionary<string, object?> Of(Composition composition, FormValues form)
    {
        var faults = composition.Faults.Select(fault => (Fault: fault, Field: composition.FieldOf(fault))).ToList();
        var lines = composition.Text.Yaml.Split('\n');
        return new()
        {
            ["name"] = form["name"],
            ["name_used"] = composition.Name,
            ["title"] = form["title"],
            ["pays"] = composition.Pays,
            ["empty"] = composition.IsEmpty,
            ["valid"] = composition.Result is not null,
            ["yaml"] = composition.Text.Yaml,
            ["sentences"] = (composition.Result?.Rules ?? []).Select(RuleSentence.Of).Select(Text),
            ["file_faults"] = faults.Select(one => Of(one.Fault, lines.ElementAtOrDefault(one.Fault.Line - 1) ?? "")),
            ["slots"] = composition.Slots.Select(slot => Of(slot, faults.ConvertAll(one => one.Field))),
            ["hooks"] = Hook.All.Select(Of),
            ["needs_codes"] = composition.Slots.Any(slot => slot.Fields.Any(HasCode)),
            ["codes"] = Codes(composition),
        };
    }

    // Faults of files are in English; that of the name, which a person types here, is in both languages.
    static Dictionary<string, object?> Of(Diagnostic fault, string line) => new(BrokenFiles.Model(fault, line))
    {
        ["ja"] = fault.Code == DiagnosticCode.BadName ? $"名前に使えるのは{ScenarioTitle.AllowedNameJa}です。" : "",
    };

    static bool HasCode(ComposeField field) => field.Kind is ParameterKind.Error or ParameterKind.Errors;

    // The codes that a scenario can bring about. They are suggested only when a field asks for one.
    static IEnumerable<Dictionary<string, object?>> Codes(Composition composition)
    {
        if (!composition.Slots.Any(slot => slot.Fields.Any(HasCode))) return [];
        return GatewayErrors.Words.Select(pair => (Name: pair.Key, Row: GatewayErrors.Meaning(pair.Value)))
            .Concat(GatewayErrors.All.Where(row => row.Origin != ErrorOrigin.Never).Select(row => (Name: row.Info, Row: row)))
            .Select(one => new Dictionary<string, object?>
            {
                ["name"] = one.Name,
                ["en"] = one.Name == one.Row.Info ? one.Row.En : $"{one.Row.Info} {one.Row.En}",
                ["ja"] = one.Name == one.Row.Info ? one.Row.Ja : $"{one.Row.Info} {one.Row.Ja}",
            });
    }

    static Dictionary<string, object?> Of(Hook hook)
    {
        var about = Text(ScenarioTexts.About(hook));
        about["name"] = hook.Name;
        about["actions"] = ActionDefinition.For(hook).Where(definition => definition.Name != "proceed").Select(definition =>
        {
            var action = Text(ScenarioTexts.Label(hook, definition));
            action["value"] = $"{hook.Name}.{definition.Name}";
            return action;
        }).ToList();
        return about;
    }

    static Dictionary<string, object?> Of(ComposeSlot slot, IReadOnlyCollection<string> wrong) => new()
    {
        ["field"] = slot.Field,
        ["choice"] = slot.Choice,
        ["wrong"] = slot.IsUnknown || wrong.Contains(slot.Field),
        ["fields"] = slot.Fields.Select(field => Of(field, wrong.Contains(field.Id))).ToList(),
    };

    static Dictionary<string, object?> Of(ComposeField field, bool isWrong)
    {
        var model = Text(field.Label);
        model["id"] = field.Id;
        model["key"] = field.Key;
        model["kind"] = field.Kind is { } kind ? $"{kind}".ToLowerInvariant() : "choice";
        model["value"] = field.Value;
        model["unit"] = field.Unit;
        model["required"] = field.IsRequired;
        model["options"] = field.Options;
        model["min"] = field.Bounds.From.ToString(CultureInfo.InvariantCulture);
        model["max"] = field.Bounds.To.ToString(CultureInfo.InvariantCulture);
        model["wrong"] = isWrong;
        return model;
    }

    // The texts are written for Markdown documents, too.
    static Dictionary<string, object?> Text(LocalText text) => new()
    {
        ["en"] = text.En.Replace("`", "", StringComparison.Ordinal),
        ["ja"] = text.Ja.Replace("`", "", StringComparison.Ordinal),
    };
}
