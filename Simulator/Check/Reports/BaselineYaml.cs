using KantanSim.Scenarios.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Reports;

/// <summary>The YAML of a baseline, before its entries are read.</summary>
internal static class BaselineYaml
{
    /// <summary>The root of the document; none for a file without one, or with errors, which become diagnostics.</summary>
    public static IEnumerable<YamlNode> Documents(string text, DiagnosticBag diagnostics)
    {
        var documents = Load(text, diagnostics);
        if (documents.Count > 1)
            diagnostics.Add(documents[1].RootNode.Start, DiagnosticCode.ManyDocuments, "a file contains one baseline");
        return documents.Select(document => document.RootNode).Where(root => root is not YamlScalarNode { Value: "" }).Take(1);
    }

    static IList<YamlDocument> Load(string text, DiagnosticBag diagnostics)
    {
        var parser = new StrictYamlParser(new Parser(new StringReader(text)), diagnostics);
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            return stream.Documents;
        }
        catch (YamlException fault)
        {
            diagnostics.Add(fault.Start, DiagnosticCode.BrokenYaml, fault.Message.TrimEnd('.'));
        }
        // YamlDotNet throws these for some invalid YAML, such as a key that begins with ": ".
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            diagnostics.Add(parser.Current?.Start ?? Mark.Empty, DiagnosticCode.BrokenYaml, "invalid YAML from here on");
        }
        return [];
    }
}
