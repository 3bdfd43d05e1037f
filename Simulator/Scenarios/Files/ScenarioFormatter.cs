#pragma warning disable format // aligned tables
using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Formats the parts of a scenario for lists and pages: the words of the file, on one line.</summary>
internal static class ScenarioFormatter
{
    public static string Format(Rule rule) => rule.SourceText ?? Format(rule.Then);

    /// <summary>The probability of a rule: <c>10%</c>; empty when it is always played.</summary>
    public static string FormatChance(Rule rule) =>
        rule.IsByChance ? string.Create(CultureInfo.InvariantCulture, $"{rule.Chance * 100:0.##########}%") : "";

    public static string Format(ScenarioAction action) => action switch
    {
        ScenarioAction.Wait { By: var by }           => Line(action, $"by {by}"),
        ScenarioAction.Hang { For: var span }        => Line(action, $"for {span}"),
        ScenarioAction.HttpStatus { Code: var code } => Line(action, Count("code", code)),
        ScenarioAction.Refuse { Errors: var errors } => Line(action, $"errors {string.Join(" ", errors)}"),
        ScenarioAction.Decline { Error: { } error }  => Line(action, $"error {error}"),
        ScenarioAction.Lose { Error: { } error }     => Line(action, $"error {error}"),
        ScenarioAction.Fail { Error: { } error }     => Line(action, $"error {error}"),
        ScenarioAction.Approve approve               => Line(action, [.. Parts(approve)]),
        ScenarioAction.Send { Options: var options } => Line(action, [.. Parts(options)]),
        _                                            => action.Name,
    };

    /// <summary>An action with formulas, as it is written in the file.</summary>
    public static string Format(ActionDefinition definition, YamlNode arguments) => $"{definition.Name}: {Flat(arguments)}";

    public static string Format(ScriptLine line)
    {
        var value = line.Value is null ? "" : $" {line.Value}";
        var fields = line.Fields is null ? "" : $" ({string.Join(", ", Fields(line.Fields))})";
        var gets = line.Gets is null ? "" : $" → {line.Gets}";
        return $"{line.Do}{value}{fields}{gets}";
    }

    /// <summary>Keys and values of the expectation, in the order of the file format.</summary>
    public static IEnumerable<(string Key, string Value)> Format(Expectation expect)
    {
        if (expect.Status is { } status) yield return ("status", status);
        if (expect.ErrInfo is { } error) yield return ("errInfo", error.Length == 0 ? ScenarioReader.NoError : error);
        if (expect.Notified is { } notified) yield return ("notified", List(notified));
        if (expect.Returned is { } returned) yield return ("returned", List(returned));
    }

    static IEnumerable<string> Parts(ScenarioAction.Approve approve)
    {
        if (approve.Member is { } member) yield return $"member {member}";
        if (approve.Points != PointsUse.None) yield return $"points {approve.Points}";
        if (approve.Coupon is { } coupon) yield return $"coupon {coupon}";
        if (approve.Card is { } card) yield return $"card {card}";
        if (approve.Behaviour.Clicks > 1) yield return Count("clicks", approve.Behaviour.Clicks);
        if (approve.Behaviour.Tabs > 1) yield return Count("tabs", approve.Behaviour.Tabs);
        if (approve.Behaviour.GoesBack) yield return "goesBack";
        if (approve.Behaviour.Reloads) yield return "reloads";
    }

    static IEnumerable<string> Parts(DeliveryOptions options)
    {
        if (options.Times > 1) yield return Count("times", options.Times);
        if (options.Together) yield return "together";
        if (options.ResendAfter is { } again) yield return $"again {again}";
        if (options.ConnectivityTest) yield return "connectivityTest";
        foreach (var field in Fields(options.Fields ?? ImmutableSortedDictionary<string, string>.Empty)) yield return field;
    }

    static IEnumerable<string> Fields(ImmutableSortedDictionary<string, string> fields) =>
        fields.Select(field => $"{field.Key} = {(field.Value.Length == 0 ? "(omitted)" : field.Value)}");

    static string Count(string key, int count) => string.Create(CultureInfo.InvariantCulture, $"{key} {count}");

    static string Line(ScenarioAction action, params IReadOnlyList<string> parts) =>
        parts.Count == 0 ? action.Name : $"{action.Name}: {string.Join(", ", parts)}";

    static string List(IReadOnlyList<string> statuses) => statuses.Count == 0 ? "(none)" : string.Join(", ", statuses);

    static string Flat(YamlNode node) => node switch
    {
        YamlMappingNode mapping => string.Join(", ", mapping.Children.Select(line => $"{line.Key} {Flat(line.Value)}")),
        YamlSequenceNode list   => string.Join(" ", list.Children.Select(Flat)),
        _                       => ((YamlScalarNode)node).Value ?? "",
    };
}
