using System.Text.Json.Nodes;
using KantanSim.Methods;
using KantanSim.Protocol;
using Microsoft.OpenApi;

namespace KantanSim.Gateway;

/// <summary>The fields of a call as a schema: what the checks ask, as far as a schema can say it, and all of it in words.</summary>
internal static class GatewaySchema
{
    public static OpenApiSchema Of(IEnumerable<FieldRule> fields, ProtocolOptions choices, string sure) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(rule => rule.Name, IOpenApiSchema (rule) => Property(rule, choices, sure)),
        Required = fields.Where(rule => rule.MissingError is not null).Select(rule => rule.Name).ToHashSet(),
    };

    public static OpenApiSchema OfStart() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = WireFields.Start.ToDictionary(name => name, IOpenApiSchema (name) => new OpenApiSchema { Type = JsonSchemaType.String, Description = "as the payment request answered it" }),
        Required = WireFields.Start.ToHashSet(),
    };

    static OpenApiSchema Property(FieldRule rule, ProtocolOptions choices, string sure)
    {
        var limits = rule.Checks.Select(check => check.Constraint(choices)).ToList();
        return new()
        {
            Type = JsonSchemaType.String,
            Description = string.Join("; ", [rule.About, .. limits.Select(limit => limit.Description)]),
            Examples = [rule.Example],
            MaxLength = limits.Min(limit => limit.MaxLength),
            // The last is the narrowest: a month is digits too.
            Pattern = limits.FindLast(limit => limit.Pattern is not null)?.Pattern,
            Enum = [.. limits.SelectMany(limit => limit.Values).Select(value => (JsonNode)value)],
            Extensions = new Dictionary<string, IOpenApiExtension> { [sure] = GatewayDocument.Confidence(rule.SizeFact) },
        };
    }
}
