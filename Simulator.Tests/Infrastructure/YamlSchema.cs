using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Evaluates YAML by a JSON Schema, as editors do.</summary>
internal static class YamlSchema
{
    const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static EvaluationResults Evaluate(JsonSchema schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var json = JsonSerializer.SerializeToElement(Json(stream.Documents[0].RootNode));
        return schema.Evaluate(json, new() { OutputFormat = OutputFormat.List });
    }

    static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(line =>
            KeyValuePair.Create(((YamlScalarNode)line.Key).Value!, Json(line.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        _ => Json((YamlScalarNode)node),
    };

    // Plain scalars become numbers, booleans and null.
    static JsonNode? Json(YamlScalarNode scalar)
    {
        if (scalar.Style != ScalarStyle.Plain) return scalar.Value;
        if (scalar.Value is "" or "~" or "null") return null;
        if (scalar.Value is "true" or "false") return scalar.Value == "true";
        return decimal.TryParse(scalar.Value, Number, CultureInfo.InvariantCulture, out var number) ? number : scalar.Value;
    }
}
