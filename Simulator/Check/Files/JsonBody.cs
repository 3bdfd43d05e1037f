using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Scenarios.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Converts the YAML below <c>json</c> to a JSON text with variables in its strings.</summary>
internal sealed partial class JsonBody(TemplateReader templates)
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Read(YamlNode node)
    {
        if (node is YamlMappingNode or YamlSequenceNode) return Json(node)!.ToJsonString(Readable);
        templates.Diagnostics.Add(node.Start, DiagnosticCode.WrongType, "\"json\" takes a mapping or a list");
        return null;
    }

    JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(line =>
            KeyValuePair.Create(((YamlScalarNode)line.Key).Value!, Json(line.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain),
        _ => templates.PlainText(node, "json"),
    };

    // Without quotation marks, as JSON would have it. Other words are texts, also a number such as 0012.
    JsonNode? Plain(YamlScalarNode scalar) => scalar.Value switch
    {
        null or "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        var text when Number().IsMatch(text) => JsonNode.Parse(text),
        _ => templates.PlainText(scalar, "json"),
    };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
