using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>How the parts of a scenario read in lists and on pages: the words of the file, in one line.</summary>
internal static class Wording
{
    public static string Of(Rule rule) => rule.Written ?? Of(rule.Then);

    public static string Of(Reaction reaction) => reaction switch
    {
        Reaction.Wait { By: var by }                => Line(reaction, $"by {by}"),
        Reaction.Hang { For: var span }             => Line(reaction, $"for {span}"),
        Reaction.HttpStatus { Code: var code }      => Line(reaction, string.Create(CultureInfo.InvariantCulture, $"code {code}")),
        Reaction.Refuse { Errors: var errors }      => Line(reaction, $"errors {string.Join(" ", errors)}"),
        Reaction.Decline { Error: { } error }       => Line(reaction, $"error {error}"),
        Reaction.Lose { Error: { } error }          => Line(reaction, $"error {error}"),
        Reaction.Fail { Error: { } error }          => Line(reaction, $"error {error}"),
        Reaction.Approve approve                    => Line(reaction, [.. Parts(approve)]),
        Reaction.Send { Sending: var sending }      => Line(reaction, [.. Parts(sending)]),
        _                                           => reaction.Name,
    };

    /// <summary>A rule whose values are worked out, as it is written.</summary>
    public static string Of(ReactionForm form, YamlNode keys) => $"{form.Word}: {Flat(keys)}";

    public static string Of(ScriptLine line) => $"{line.Do}{(line.Value is { } value ? $" {value}" : "")}{(line.Gets is { } gets ? $" → {gets}" : "")}";

    /// <summary>Key and value of what is expected, in the order of the file's keys.</summary>
    public static IEnumerable<(string Key, string Value)> Of(Expectation expect)
    {
        if (expect.Status is { } status) yield return ("status", status);
        if (expect.ErrInfo is { } error) yield return ("errInfo", error.Length == 0 ? ScenarioReader.NoError : error);
        if (expect.Notified is { } notified) yield return ("notified", List(notified));
        if (expect.Returned is { } returned) yield return ("returned", List(returned));
    }

    static IEnumerable<string> Parts(Reaction.Approve approve)
    {
        if (approve.Member is { } member) yield return $"member {member}";
        if (approve.Points != PointsUse.None) yield return $"points {approve.Points}";
        if (approve.Coupon is { } coupon) yield return $"coupon {coupon}";
        if (approve.Card is { } card) yield return $"card {card}";
        if (approve.Handling.Clicks > 1) yield return Counted("clicks", approve.Handling.Clicks);
        if (approve.Handling.Tabs > 1) yield return Counted("tabs", approve.Handling.Tabs);
        if (approve.Handling.GoesBack) yield return "goesBack";
        if (approve.Handling.Reloads) yield return "reloads";
    }

    static IEnumerable<string> Parts(Sending sending)
    {
        if (sending.Times > 1) yield return Counted("times", sending.Times);
        if (sending.Together) yield return "together";
        if (sending.Again is { } again) yield return $"again {again}";
        if (sending.ConnectivityTest) yield return "connectivityTest";
        foreach (var (name, value) in sending.Fields ?? ImmutableSortedDictionary<string, string>.Empty) yield return $"{name} = {(value.Length == 0 ? "(left out)" : value)}";
    }

    static string Counted(string key, int count) => string.Create(CultureInfo.InvariantCulture, $"{key} {count}");

    static string Line(Reaction reaction, params IReadOnlyList<string> parts) => parts.Count == 0 ? reaction.Name : $"{reaction.Name}: {string.Join(", ", parts)}";

    static string List(IReadOnlyList<string> statuses) => statuses.Count == 0 ? "(none)" : string.Join(", ", statuses);

    static string Flat(YamlNode node) => node switch
    {
        YamlMappingNode mapping => string.Join(", ", mapping.Children.Select(line => $"{line.Key} {Flat(line.Value)}")),
        YamlSequenceNode list => string.Join(" ", list.Children.Select(Flat)),
        _ => ((YamlScalarNode)node).Value ?? "",
    };
}
