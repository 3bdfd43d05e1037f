using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of the rules of the advice and of severities.</summary>
internal static class RuleModel
{
    /// <summary>All rules in their groups.</summary>
    public static IEnumerable<Dictionary<string, object?>> Groups() => RuleCatalog.Groups
        .Where(group => group.Rules.Count > 0)
        .Select(group => new Dictionary<string, object?>
        {
            ["title"] = Text(group.Title),
            ["rules"] = group.Rules.Select(Whole),
        });

    /// <summary>What a finding shows of its rule. A rule that this version does not know has its id as the title.</summary>
    public static Dictionary<string, object?> Of(string id)
    {
        var text = RuleCatalog.Find(id)?.Text;
        return new()
        {
            ["id"] = id,
            ["title"] = Text(text?.Title ?? new(id, id)),
            ["fix"] = text is null ? null : Text(text.Fix),
        };
    }

    /// <summary>The rules that a shop has switched off, with the reasons.</summary>
    public static IEnumerable<Dictionary<string, object?>> SwitchedOff(Shop shop) =>
        from off in shop.Advice
        orderby RuleCatalog.Find(off.Key)?.Number ?? int.MaxValue, off.Key
        select new Dictionary<string, object?> { ["rule"] = Of(off.Key), ["reason"] = off.Value };

    /// <summary>A text in both languages; the English one where there is no translation.</summary>
    public static Dictionary<string, object?> Text(Note note) =>
        new() { ["en"] = note.En, ["ja"] = note.Ja.Length == 0 ? note.En : note.Ja };

    /// <summary>A severity with its id in URLs and style sheets and its name.</summary>
    public static Dictionary<string, object?> Of(Severity severity) => new(Text(severity.Name())) { ["id"] = severity.Id() };

    static Dictionary<string, object?> Whole(Rule rule) => new(Of(rule.Id))
    {
        ["number"] = rule.Number,
        ["severity"] = Of(rule.Severity),
        ["confidence"] = Of(rule.Confidence),
        ["judged"] = Text(rule.Text.Judged),
        ["why"] = Text(rule.Text.Why),
    };

    static Dictionary<string, object?> Of(Confidence confidence)
    {
        var (en, ja) = FidelityCell.Name(confidence);
        return new() { ["id"] = $"{confidence}".ToLowerInvariant(), ["en"] = en, ["ja"] = ja };
    }
}
