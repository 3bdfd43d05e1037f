using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads a scenario's script: <c>- EntryTranRecruit</c>, <c>- { do: RecruitSales, gets: nothing }</c>, <c>- { do: advance, value: P1D }</c>.</summary>
internal sealed class ScriptReader(DiagnosticBag faults, KnownSymbols vocabulary)
{
    public static readonly IReadOnlyList<string> Keys = ["do", "value", "gets"];

    /// <summary>What can be done beside calling an API.</summary>
    public static readonly IReadOnlyList<string> Commands = ["play", "approve", "cancel", "abandon", "end", "advance"];

    /// <summary>What a merchant can get beside an ErrInfo and an HTTP status.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["ok", "nothing", "garbled"];

    public IReadOnlyList<ScriptLine> Read(YamlNode script)
    {
        if (script is YamlSequenceNode { Children: { Count: > 0 } lines }) return [.. lines.Select(ReadOne).OfType<ScriptLine>()];
        faults.Add(script.Start, DiagnosticCode.WrongType, "\"script\" takes a list of what is done");
        return [];
    }

    ScriptLine? ReadOne(YamlNode node)
    {
        var line = node is YamlScalarNode ? new YamlMappingNode(new YamlScalarNode("do"), node) : node;
        if (YamlSection.Create(line, "a line of the script", faults, Keys, node.Start) is not { } section || section.Require("do") is not { } deed) return null;
        if (section.OneOf(deed, "do", [.. vocabulary.Operations, .. Commands], word => word) is not { } what) return null;
        var value = section.Text("value");
        if (what == "advance" && !DelayRange.TryParse(value, out _)) faults.Add(deed.Start, DiagnosticCode.WrongType, "\"advance\" takes a \"value\" such as PT1H or P30D");
        var gets = section.Text("gets");
        if (gets is not null && !Outcomes.Contains(gets) && !gets.StartsWith("HTTP ", StringComparison.Ordinal))
            section.OneOf(section["gets"]!, "gets", [.. vocabulary.Errors, .. Outcomes], word => word);
        return new(what, value, gets);
    }
}
