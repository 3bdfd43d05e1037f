using System.Collections.Immutable;
using KantanSim.Advice.Rules;
using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>The rules of the advice that a shop switches off, by id, each with the reason.</summary>
internal static class SwitchedOffRules
{
    const string Member = "advice";

    /// <summary>In UTF-16 code units.</summary>
    const int MaxReasonLength = 200;

    /// <summary>Reads the member <c>advice</c>. Errors are added to the body.</summary>
    /// <returns>Null when the body does not have the member; empty when it is null.</returns>
    public static IReadOnlyDictionary<string, string>? Read(JsonBodyReader body)
    {
        if (body.Strings(Member) is not { } reasons)
            return body.IsNull(Member) ? ImmutableDictionary<string, string>.Empty : null;
        foreach (var (rule, reason, allowed, allowedJa) in Faults(reasons)) body.AddError($"{Member}.{rule}", reason, allowed, allowedJa);
        return reasons;
    }

    /// <summary>The invalid entries and what is allowed; empty when all are valid.</summary>
    public static IEnumerable<(string Rule, string Reason, string Allowed, string AllowedJa)> Faults(
        IReadOnlyDictionary<string, string> reasons)
    {
        foreach (var (rule, reason) in reasons)
        {
            if (RuleCatalog.Find(rule) is null) yield return (rule, reason, KnownRules(rule), KnownRulesJa(rule));
            else if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReasonLength)
                yield return (rule, reason, "a reason of 1 to 200 characters", "1～200文字の理由");
        }
    }

    static string KnownRules(string rule) =>
        $"the id of a rule; {(Closest(rule) is { } near ? $"did you mean {near}? There" : "there")} are {string.Join(", ", Ids)}";

    static string KnownRulesJa(string rule) =>
        $"ルールのID。{(Closest(rule) is { } near ? $"{near} ではありませんか。" : "")}一覧：{string.Join("、", Ids)}";

    static string? Closest(string rule) => SpellingSuggestion.Closest(rule, Ids);

    static IEnumerable<string> Ids => RuleCatalog.All.Select(known => known.Id);
}
