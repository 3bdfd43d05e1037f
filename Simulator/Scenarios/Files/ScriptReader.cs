using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Reads a scenario's script: <c>- EntryTranRecruit</c>, <c>- { do: RecruitSales, gets: nothing }</c>,
/// <c>- { do: advance, value: P1D }</c>.
/// </summary>
internal sealed class ScriptReader(DiagnosticBag diagnostics, KnownSymbols symbols)
{
    public static readonly IReadOnlyList<string> Keys = ["do", "value", "gets"];

    /// <summary>The values of <c>do</c> besides API names.</summary>
    public static readonly IReadOnlyList<string> Commands = ["play", "approve", "cancel", "abandon", "end", "advance"];

    /// <summary>The values of <c>gets</c> besides an ErrInfo and an HTTP status.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["ok", "nothing", "garbled"];

    public IReadOnlyList<ScriptLine> Read(YamlNode script)
    {
        if (script is YamlSequenceNode { Children: { Count: > 0 } lines }) return [.. lines.Select(ReadOne).OfType<ScriptLine>()];
        diagnostics.Add(script.Start, DiagnosticCode.WrongType, "\"script\" takes a list of steps");
        return [];
    }

    ScriptLine? ReadOne(YamlNode node)
    {
        var mapping = node is YamlScalarNode ? new YamlMappingNode(new YamlScalarNode("do"), node) : node;
        if (YamlSection.Create(mapping, "a step of the script", diagnostics, Keys, node.Start) is not { } section) return null;
        if (section.Require("do") is not { } command) return null;
        if (section.OneOf(command, "do", [.. symbols.Operations, .. Commands], word => word) is not { } name) return null;
        var value = section.Text("value");
        if (name == "advance" && !DelayRange.TryParse(value, out _))
            diagnostics.Add(command.Start, DiagnosticCode.WrongType, "\"advance\" takes a \"value\" such as PT1H or P30D");
        var gets = section.Text("gets");
        return new(name, value, gets is null ? null : Outcome(section, gets));
    }

    string? Outcome(YamlSection section, string gets) =>
        gets.StartsWith("HTTP ", StringComparison.Ordinal) ? gets : section.Error(section["gets"]!, "gets", symbols, [.. Outcomes]);
}
