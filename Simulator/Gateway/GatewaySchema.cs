using System.Text.Json.Nodes;
using KantanSim.Methods;
using KantanSim.Protocol;
using Microsoft.OpenApi;

namespace KantanSim.Gateway;

/// <summary>The fields of a call as an OpenAPI schema. The description lists all checks, the schema those that it can express.</summary>
internal static class GatewaySchema
{
    public static OpenApiSchema Of(IEnumerable<FieldRule> fields, ProtocolOptions options, string confidenceKey) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(rule => rule.Name, IOpenApiSchema (rule) => Property(rule, options, confidenceKey)),
        Required = fields.Where(rule => rule.MissingError is not null).Select(rule => rule.Name).ToHashSet(),
    };

    public static OpenApiSchema OfStart() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = WireFields.Start.ToDictionary(name => name, IOpenApiSchema (_) => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "as the payment request answered it",
        }),
        Required = WireFields.Start.ToHashSet(),
    };

    static OpenApiSchema Property(FieldRule rule, ProtocolOptions options, string confidenceKey)
    {
        var limits = rule.Checks.Select(check => check.Constraint(options)).ToList();
        return new()
        {
            Type = JsonSchemaType.String,
            Description = string.Join("; ", [rule.About.En, .. limits.Select(limit => limit.Description)]),
            Examples = [rule.Example],
            MaxLength = limits.Min(limit => limit.MaxLength),
            // Later checks are narrower: the pattern of a month also excludes what is not a number.
            Pattern = limits.FindLast(limit => limit.Pattern is not null)?.Pattern,
            Enum = [.. limits.SelectMany(limit => limit.Values).Select(value => (JsonNode)value)],
            Extensions = new Dictionary<string, IOpenApiExtension> { [confidenceKey] = GatewayDocument.ToExtension(rule.SizeFact) },
        };
    }
}
