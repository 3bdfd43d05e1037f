using System.Text.Json.Nodes;
using KantanSim.Fidelity;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace KantanSim.Gateway;

/// <summary>The gateway's protocol as an OpenAPI document, generated from the operations that answer it.</summary>
internal sealed class GatewayDocument(ProtocolCatalog protocol, ProtocolOptions options) : IOpenApiDocumentTransformer
{
    const string Name = "gateway";

    const string Form = "application/x-www-form-urlencoded";

    /// <summary>The extension that says how certain something is, and names the public source.</summary>
    const string ConfidenceKey = "x-kantansim-confidence";

    public static void Register(IServiceCollection services, PublicUrl publicUrl) => services.AddOpenApi(Name, openApi =>
    {
        // The control API has its own document, and the gateway's single route does not describe its calls.
        openApi.ShouldInclude = _ => false;
        openApi.AddPublicServer(publicUrl);
        openApi.AddDocumentTransformer<GatewayDocument>();
    });

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "GMO-PG protocol type: Recruit Kantan Payment, as KantanSim answers it";
        document.Info.Description = """
            Requests are forms whose values are percent-encoded bytes of CP932 (Windows-31J), not of UTF-8: most clients that are
            generated from a document send UTF-8, which is right for ASCII only. Answers are raw CP932, `key=value` with `&` between,
            not encoded at all, HTTP 200 for refusals too: a refusal has `ErrCode` and `ErrInfo`, each with a bar between its values.
            An empty value counts as absent, unknown fields are ignored. `x-kantansim-confidence` says how sure something is of
            what the live service did: confirmed, analogy or supposed, and the public source.
            """;
        foreach (var operation in protocol.Operations) document.Paths.Add(PathOf(operation.Api), Post(Call(operation)));
        foreach (var method in protocol.Methods.All) document.Paths.Add(PathOf(method.StartApi), Post(Start(method)));
        return Task.CompletedTask;
    }

    static string PathOf(string api) => $"/payment/{api}.idPass";

    static OpenApiPathItem Post(OpenApiOperation operation) => new() { Operations = new() { [HttpMethod.Post] = operation } };

    OpenApiOperation Call(Operation operation) => new()
    {
        OperationId = operation.Api,
        Summary = operation.About.En,
        Description = "Codes that it can be refused with:\n\n" + ListCodes(operation.Codes),
        RequestBody = Body(GatewaySchema.Of(operation.Fields.Append(CommonFields.Version), options, ConfidenceKey)),
        Responses = new()
        {
            ["200"] = new OpenApiResponse
            {
                Description = $"{string.Join(", ", operation.Answers)}; or ErrCode and ErrInfo.",
                Content = new Dictionary<string, OpenApiMediaType> { [ResponseBody.ContentType] = Answer(operation) },
                Extensions = Confidence(operation.AnswerFact),
            },
        },
        Extensions = Confidence(operation.Fact),
    };

    OpenApiMediaType Answer(Operation operation)
    {
        var success = operation.Answers.Select(key => $"{key}={AnswerExamples.Of(key, operation, protocol.Methods)}");
        ErrorCode[] errors = [GatewayErrors.ShopIdMissing, GatewayErrors.ShopPassMissing];
        var refusal = $"ErrCode={string.Join('|', errors.Select(error => error.Code))}&ErrInfo={string.Join('|', errors)}";
        return new()
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Examples = new Dictionary<string, IOpenApiExample>
            {
                ["success"] = new OpenApiExample { Value = string.Join('&', success) },
                ["refusal"] = new OpenApiExample { Value = refusal },
            },
        };
    }

    static OpenApiRequestBody Body(OpenApiSchema schema) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { [Form] = new OpenApiMediaType { Schema = schema } },
    };

    OpenApiOperation Start(PaymentMethod method) => new()
    {
        OperationId = method.StartApi,
        Summary = $"The consumer's browser comes from the shop's page, and is sent on to the wallet ({method.Title.En})",
        Description = "No call of the merchant's: its page holds a form that the browser sends here. What can go wrong:\n\n"
            + ListCodes(method.BrowserErrors.All.Distinct()),
        RequestBody = Body(GatewaySchema.OfStart()),
        Responses = new()
        {
            ["302"] = new OpenApiResponse { Description = "To the wallet." },
            ["200"] = Page(method),
        },
        Extensions = Confidence(WireFields.StartFact),
    };

    static OpenApiResponse Page(PaymentMethod method)
    {
        var returned = string.Join(", ", [.. WireFields.ReturnBegin, .. method.ResultKeys, .. WireFields.ReturnEnd]);
        return new()
        {
            Description = "A page whose form goes to RetURL with an error, or to the wallet when that is chosen; "
                + "or the gateway's own error page. "
                + $"RetURL is posted {returned}.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["text/html"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
    }

    string ListCodes(IEnumerable<ErrorCode> codes)
    {
        var rows = codes.Select(code => GatewayErrors.Meaning(code.InFamily(options.CodeFamily).Info));
        return string.Join('\n', rows.Select(row => $"- `{row.Info}` {row.En}"));
    }

    internal static JsonNodeExtension ToExtension(Fact fact) =>
        new(new JsonObject { ["confidence"] = fact.Confidence.ToString().ToLowerInvariant(), ["source"] = fact.Source });

    static Dictionary<string, IOpenApiExtension> Confidence(Fact fact) => new() { [ConfidenceKey] = ToExtension(fact) };
}
