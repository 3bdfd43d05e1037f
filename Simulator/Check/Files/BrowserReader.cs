using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads what a person does in a browser: <c>[ { open: URL }, { fill: { name: value } }, { press: "#buy" } ]</c>.</summary>
internal sealed class BrowserReader(TemplateReader templates)
{
    DiagnosticBag Diagnostics => templates.Diagnostics;

    public ShopStep.Browser? Read(YamlNode node, YamlNode? keep)
    {
        var kept = new KeepReader(Diagnostics).Read(keep, isHttp: true);
        if (node is not YamlSequenceNode { Children: { Count: > 0 } lines })
        {
            Diagnostics.Add(node.Start, DiagnosticCode.WrongType,
                "\"browser\" takes a list of lines; the first opens a page: [ { open: URL } ]");
            return null;
        }
        ImmutableArray<BrowserLine> read = [.. lines.Select(Line).OfType<BrowserLine>()];
        if (lines[0] is YamlMappingNode first && !first.Children.ContainsKey("open"))
            Diagnostics.Add(first.Start, DiagnosticCode.MissingKey, "the first line opens a page: { open: URL }");
        return new ShopStep.Browser(read) { Keep = kept };
    }

    BrowserLine? Line(YamlNode node)
    {
        if (YamlSection.Create(node, "a line of \"browser\"", Diagnostics, CheckKeys.BrowserLines) is not { } section) return null;
        if (section.IsEmpty && ((YamlMappingNode)node).Children.Count > 0) return null;
        if (new Choice(Diagnostics).One((YamlMappingNode)node, CheckKeys.BrowserLines, "a line of browser") is not { } key) return null;
        var value = section[key]!;
        return key switch
        {
            "open" => templates.Url(value, key) is { } url ? new BrowserLine.Open(url) : null,
            "fill" => Fill(value),
            "press" => templates.Text(value, key) is { } button ? new BrowserLine.Press(button) : null,
            _ => templates.Text(value, key) is { } link ? new BrowserLine.Follow(link) : null,
        };
    }

    BrowserLine.Fill? Fill(YamlNode node)
    {
        if (node is not YamlMappingNode { Children: { Count: > 0 } lines })
        {
            Diagnostics.Add(node.Start, DiagnosticCode.WrongType, "\"fill\" takes a mapping: the names of fields, and texts");
            return null;
        }
        var fields = lines
            .Select(line => (Name: ((YamlScalarNode)line.Key).Value!, Text: templates.PlainText(line.Value, "fill")))
            .Where(field => field.Text is not null);
        return new(fields.ToImmutableDictionary(field => field.Name, field => field.Text!));
    }
}
