#pragma warning disable format // aligned tables
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>An action as YAML: the inverse of <see cref="ActionDefinition"/>.</summary>
internal static class ActionNode
{
    static readonly ScenarioAction.Hang DefaultHang = new(new DelayRange(ActionDefinition.DefaultHang, ActionDefinition.DefaultHang));

    /// <summary>One word, or a mapping with the parameters that are not the defaults.</summary>
    public static YamlNode Of(Rule rule) =>
        rule.SourceArguments is { } written ? Mapping(rule.Then.Name, written) : Of(rule.Then);

    public static YamlNode Of(ScenarioAction action)
    {
        var parameters = new YamlMappingNode();
        foreach (var (name, value) in Parameters(action)) parameters.Add(name, value);
        return parameters.Children.Count == 0 ? YamlFlow.Text(action.Name) : Mapping(action.Name, parameters);
    }

    static YamlMappingNode Mapping(string name, YamlNode parameters) => new(YamlFlow.Text(name), parameters);

    static IEnumerable<(string Name, YamlNode Value)> Parameters(ScenarioAction action) => action switch
    {
        ScenarioAction.Wait { By: var by }           => [("by", Duration(by))],
        ScenarioAction.Hang hang                     => hang == DefaultHang ? [] : [("for", Duration(hang.For))],
        ScenarioAction.HttpStatus { Code: var code } => code == ActionDefinition.DefaultStatus ? [] : [("code", YamlFlow.Literal(code))],
        ScenarioAction.Refuse { Errors: [var only] } => [("errors", YamlFlow.Text(only))],
        ScenarioAction.Refuse { Errors: var errors } => [("errors", YamlFlow.List(errors))],
        ScenarioAction.Decline { Error: { } error }  => [("error", YamlFlow.Text(error))],
        ScenarioAction.Lose { Error: { } error }     => [("error", YamlFlow.Text(error))],
        ScenarioAction.Fail { Error: { } error }     => [("error", YamlFlow.Text(error))],
        ScenarioAction.Approve approve               => Approve(approve),
        ScenarioAction.Send { Options: var options } => Send(options),
        _                                            => [],
    };

    static IEnumerable<(string, YamlNode)> Approve(ScenarioAction.Approve approve)
    {
        if (approve.Member is { } member) yield return ("member", YamlFlow.Text(member));
        if (approve.Points == PointsUse.All) yield return ("points", YamlFlow.Text("all"));
        else if (approve.Points != PointsUse.None) yield return ("points", YamlFlow.Literal(approve.Points.AtMost));
        if (approve.Coupon is { } coupon) yield return ("coupon", YamlFlow.Text(coupon));
        if (approve.Card is { } card) yield return ("card", YamlFlow.Text(card));
        if (approve.Behaviour.Clicks > 1) yield return ("clicks", YamlFlow.Literal(approve.Behaviour.Clicks));
        if (approve.Behaviour.Tabs > 1) yield return ("tabs", YamlFlow.Literal(approve.Behaviour.Tabs));
        if (approve.Behaviour.GoesBack) yield return ("goesBack", YamlFlow.True);
        if (approve.Behaviour.Reloads) yield return ("reloads", YamlFlow.True);
    }

    static IEnumerable<(string, YamlNode)> Send(DeliveryOptions options)
    {
        if (options.Times > 1) yield return ("times", YamlFlow.Literal(options.Times));
        if (options.Together) yield return ("together", YamlFlow.True);
        if (options.ResendAfter is { } again) yield return ("again", Duration(again));
        if (options.ConnectivityTest) yield return ("connectivityTest", YamlFlow.True);
        if (options.Fields is { } fields) yield return ("fields", Fields(fields));
    }

    /// <summary>Fields of a message and their values.</summary>
    public static YamlNode Fields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var mapping = new YamlMappingNode();
        foreach (var (name, value) in fields) mapping.Add(YamlFlow.Text(name), YamlFlow.Text(value));
        return mapping;
    }

    static YamlNode Duration(DelayRange range)
    {
        var (from, to) = (range with { To = range.From }, range with { From = range.To });
        return range.IsRandom
            ? new YamlMappingNode("from", $"{from}", "to", $"{to}")
            : YamlFlow.Text($"{range}");
    }
}
