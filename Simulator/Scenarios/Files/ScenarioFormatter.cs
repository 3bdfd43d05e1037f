using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>How the parts of a scenario read in lists and on pages: the words of the file, in one line.</summary>
internal static class ScenarioFormatter
{
    public static string Format(Rule rule) => rule.SourceText ?? Format(rule.Then);

    public static string Format(ScenarioAction reaction) => reaction switch
    {
        ScenarioAction.Wait { By: var by }                => Line(reaction, $"by {by}"),
        ScenarioAction.Hang { For: var span }             => Line(reaction, $"for {span}"),
        ScenarioAction.HttpStatus { Code: var code }      => Line(reaction, string.Create(CultureInfo.InvariantCulture, $"code {code}")),
        ScenarioAction.Refuse { Errors: var errors }      => Line(reaction, $"errors {string.Join(" ", errors)}"),
        ScenarioAction.Decline { Error: { } error }       => Line(reaction, $"error {error}"),
        ScenarioAction.Lose { Error: { } error }          => Line(reaction, $"error {error}"),
        ScenarioAction.Fail { Error: { } error }          => Line(reaction, $"error {error}"),
        ScenarioAction.Approve approve                    => Line(reaction, [.. Parts(approve)]),
        ScenarioAction.Send { Options: var sending }      => Line(reaction, [.. Parts(sending)]),
        _                                           => reaction.Name,
    };

    /// <summary>A rule whose values are worked out, as it is written.</summary>
    public static string Format(ActionDefinition form, YamlNode keys) => $"{form.Name}: {Flat(keys)}";

    public static string Format(ScriptLine line) => $"{line.Do}{(line.Value is { } value ? $" {value}" : "")}{(line.Gets is { } gets ? $" → {gets}" : "")}";

    /// <summary>Key and value of what is expected, in the order of the file's keys.</summary>
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
        if (approve.Behaviour.Clicks > 1) yield return Counted("clicks", approve.Behaviour.Clicks);
        if (approve.Behaviour.Tabs > 1) yield return Counted("tabs", approve.Behaviour.Tabs);
        if (approve.Behaviour.GoesBack) yield return "goesBack";
        if (approve.Behaviour.Reloads) yield return "reloads";
    }

    static IEnumerable<string> Parts(DeliveryOptions sending)
    {
        if (sending.Times > 1) yield return Counted("times", sending.Times);
        if (sending.Together) yield return "together";
        if (sending.ResendAfter is { } again) yield return $"again {again}";
        if (sending.ConnectivityTest) yield return "connectivityTest";
        foreach (var (name, value) in sending.Fields ?? ImmutableSortedDictionary<string, string>.Empty) yield return $"{name} = {(value.Length == 0 ? "(left out)" : value)}";
    }

    static string Counted(string key, int count) => string.Create(CultureInfo.InvariantCulture, $"{key} {count}");

    static string Line(ScenarioAction reaction, params IReadOnlyList<string> parts) => parts.Count == 0 ? reaction.Name : $"{reaction.Name}: {string.Join(", ", parts)}";

    static string List(IReadOnlyList<string> statuses) => statuses.Count == 0 ? "(none)" : string.Join(", ", statuses);

    static string Flat(YamlNode node) => node switch
    {
        YamlMappingNode mapping => string.Join(", ", mapping.Children.Select(line => $"{line.Key} {Flat(line.Value)}")),
        YamlSequenceNode list => string.Join(" ", list.Children.Select(Flat)),
        _ => ((YamlScalarNode)node).Value ?? "",
    };
}
