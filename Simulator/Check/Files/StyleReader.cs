using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads <c>style</c>: how the shop works.</summary>
internal sealed class StyleReader(DiagnosticBag diagnostics)
{
    public StyleDeclaration Read(YamlSection root)
    {
        var style = new StyleDeclaration();
        if (root.GetSection("style", [.. CheckKeys.Style]) is not { } section) return style;
        var capture = section["capture"] is { } word ? section.OneOf(word, "capture", CheckKeys.Captures, known => known) : null;
        if (capture is not null) style = style with { Capture = Enum.Parse<CaptureStyle>(capture, ignoreCase: true) };
        return section["result"] is { } results ? style with { Results = Results(section, results) } : style;
    }

    ImmutableArray<ResultPath> Results(YamlSection section, YamlNode node)
    {
        List<string> words = [.. section.OneOrMoreOf(node, "result", CheckKeys.Results)];
        if (words.Distinct().Count() < words.Count)
            diagnostics.Add(node.Start, CheckDiagnosticCode.Conflict, "\"result\" has a word twice");
        return [.. words.Select(word => Enum.Parse<ResultPath>(word, ignoreCase: true)).Distinct()];
    }
}
