using KantanSim.Web;
using Microsoft.OpenApi;

namespace KantanSim.Admin.Api;

/// <summary>The OpenAPI document of the control API, from which typed clients are generated.</summary>
internal static class ControlDocument
{
    const string Description =
        "Drives and watches the simulator. The gateway's own protocol under /payment is not JSON and is described in docs/connecting.md. "
        + "A query parameter that a call does not declare is refused with 400. "
        + "Problem documents are in English, or in Japanese where Accept-Language prefers it and there is a Japanese text; "
        + "Content-Language says which.";

    public static void Register(IServiceCollection services, PublicUrl publicUrl) => services.AddOpenApi("v1", openApi => openApi
        .AddPublicServer(publicUrl)
        .AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "KantanSim control API";
            document.Info.Description = Description;
            foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
                if (name.EndsWith("Request", StringComparison.Ordinal)) RequireOnlyWhatHasNoDefault(schema);
            return Task.CompletedTask;
        })
        .AddSchemaTransformer((schema, _, _) =>
        {
            DescribeNumbersAsNumbers(schema);
            return Task.CompletedTask;
        }));

    // The JSON options of the web also read a number from a text, so that the framework describes each number as "integer or string".
    static void DescribeNumbersAsNumbers(OpenApiSchema schema)
    {
        const JsonSchemaType numbers = JsonSchemaType.Integer | JsonSchemaType.Number;
        if (schema.Type is not { } type || (type & numbers) == 0 || !type.HasFlag(JsonSchemaType.String)) return;
        schema.Type = type & ~JsonSchemaType.String;
        schema.Pattern = null;
    }

    // The framework takes each parameter of a record's constructor for required, also one that may be left out.
    static void RequireOnlyWhatHasNoDefault(IOpenApiSchema schema) =>
        schema.Required?.ExceptWith([.. schema.Required.Where(name => MayBeNull(schema.Properties![name]))]);

    static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(MayBeNull) == true;
}
