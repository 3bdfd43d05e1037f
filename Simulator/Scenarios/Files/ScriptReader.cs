using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>Reads a scenario's script: <c>- EntryTranRecruit</c>, <c>- { do: RecruitSales, gets: nothing }</c>, <c>- { do: advance, value: P1D }</c>.</summary>
internal sealed class ScriptReader(FaultList faults, Vocabulary vocabulary)
{
    public static readonly IReadOnlyList<string> Keys = ["do", "value", "gets"];

    /// <summary>What can be done beside calling an API.</summary>
    public static readonly IReadOnlyList<string> Actions = ["play", "approve", "cancel", "abandon", "end", "advance"];

    /// <summary>What a merchant can get beside an ErrInfo and an HTTP status.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["ok", "nothing", "garbled"];

    public IReadOnlyList<ScriptLine> Read(YamlNode script)
    {
        if (script is YamlSequenceNode { Children: { Count: > 0 } lines }) return [.. lines.Select(ReadOne).OfType<ScriptLine>()];
        faults.Add(script.Start, FaultCode.WrongType, "\"script\" takes a list of what is done");
        return [];
    }

    ScriptLine? ReadOne(YamlNode node)
    {
        var line = node is YamlScalarNode ? new YamlMappingNode(new YamlScalarNode("do"), node) : node;
        if (Section.Of(line, "a line of the script", faults, Keys, node.Start) is not { } section || section.Need("do") is not { } deed) return null;
        if (section.OneOf(deed, "do", [.. vocabulary.Operations, .. Actions], word => word) is not { } what) return null;
        var value = section.Text("value");
        if (what == "advance" && !Delay.TryParse(value, out _)) faults.Add(deed.Start, FaultCode.WrongType, "\"advance\" takes a \"value\" such as PT1H or P30D");
        var gets = section.Text("gets");
        if (gets is not null && !Outcomes.Contains(gets) && !gets.StartsWith("HTTP ", StringComparison.Ordinal))
            section.OneOf(section["gets"]!, "gets", [.. vocabulary.Errors, .. Outcomes], word => word);
        return new(what, value, gets);
    }
}
