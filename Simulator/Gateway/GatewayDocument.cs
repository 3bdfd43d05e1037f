using System.Text.Json.Nodes;
using KantanSim.Fidelity;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;
using Microsoft.OpenApi;

namespace KantanSim.Gateway;

/// <summary>The gateway's own protocol as an OpenAPI document, made from the operations that answer it.</summary>
internal static class GatewayDocument
{
    public const string Name = "gateway";

    const string Form = "application/x-www-form-urlencoded";

    /// <summary>How sure a thing is, and the public source that says so.</summary>
    const string Sure = "x-kantansim-confidence";

    public static void AddGatewayDocument(this IServiceCollection services, PublicUrl publicUrl) => services.AddOpenApi(Name, openApi =>
    {
        // The control API has a document of its own, and the gateway's one route says nothing of its calls.
        openApi.ShouldInclude = _ => false;
        openApi.AddPublicServer(publicUrl);
        openApi.AddDocumentTransformer((document, context, _) =>
        {
            Fill(document, context.ApplicationServices.GetRequiredService<ProtocolCatalog>(), context.ApplicationServices.GetRequiredService<ProtocolOptions>());
            return Task.CompletedTask;
        });
    });

    static void Fill(OpenApiDocument document, ProtocolCatalog protocol, ProtocolOptions choices)
    {
        document.Info.Title = "GMO-PG protocol type: Recruit Kantan Payment, as KantanSim answers it";
        document.Info.Description = """
            Requests are forms whose values are percent-encoded bytes of CP932 (Windows-31J), not of UTF-8: most clients that are
            generated from a document send UTF-8, which is right for ASCII only. Answers are raw CP932, `key=value` with `&` between,
            not encoded at all, HTTP 200 for refusals too: a refusal has `ErrCode` and `ErrInfo`, each with a bar between its values.
            An empty value counts as absent, unknown fields are ignored. `x-kantansim-confidence` says how sure something is of
            what the live service did: confirmed, analogy or supposed, and the public source.
            """;
        foreach (var operation in protocol.Operations)
            document.Paths.Add(PathOf(operation.Api), Posted(Call(operation, protocol.Methods, choices)));
        foreach (var method in protocol.Methods.All)
            document.Paths.Add(PathOf(method.StartApi), Posted(Start(method, choices)));
    }

    static string PathOf(string api) => $"/payment/{api}.idPass";

    static OpenApiPathItem Posted(OpenApiOperation operation) => new() { Operations = new() { [HttpMethod.Post] = operation } };

    static OpenApiOperation Call(Operation operation, PaymentMethods methods, ProtocolOptions choices) => new()
    {
        OperationId = operation.Api,
        Summary = operation.About,
        Description = "Codes that it can be refused with:\n\n" + Codes(operation.Codes, choices),
        RequestBody = Body(operation.Fields.Append(CommonFields.Version), choices),
        Responses = new()
        {
            ["200"] = new OpenApiResponse
            {
                Description = $"{string.Join(", ", operation.Answers)}; or ErrCode and ErrInfo.",
                Content = new Dictionary<string, OpenApiMediaType> { [ResponseBody.ContentType] = Answer(operation, methods) },
                Extensions = new Dictionary<string, IOpenApiExtension> { [Sure] = Confidence(operation.AnswerFact) },
            },
        },
        Extensions = new Dictionary<string, IOpenApiExtension> { [Sure] = Confidence(operation.Fact) },
    };

    static OpenApiMediaType Answer(Operation operation, PaymentMethods methods) => new()
    {
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Examples = new Dictionary<string, IOpenApiExample>
        {
            ["success"] = new OpenApiExample { Value = string.Join('&', operation.Answers.Select(key => $"{key}={AnswerExamples.Of(key, operation, methods)}")) },
            ["refusal"] = new OpenApiExample { Value = $"ErrCode={GatewayErrors.ShopIdMissing.Code}|{GatewayErrors.ShopPassMissing.Code}&ErrInfo={GatewayErrors.ShopIdMissing}|{GatewayErrors.ShopPassMissing}" },
        },
    };

    static OpenApiRequestBody Body(IEnumerable<FieldRule> fields, ProtocolOptions choices) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { [Form] = new OpenApiMediaType { Schema = GatewaySchema.Of(fields, choices, Sure) } },
    };

    static OpenApiOperation Start(PaymentMethod method, ProtocolOptions choices) => new()
    {
        OperationId = method.StartApi,
        Summary = $"The consumer's browser comes from the shop's page, and is sent on to the wallet ({method.Title.En})",
        Description = "No call of the merchant's: its page holds a form that the browser sends here. What can go wrong:\n\n" + Codes(method.BrowserErrors.All.Distinct(), choices),
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { [Form] = new OpenApiMediaType { Schema = GatewaySchema.OfStart() } },
        },
        Responses = new()
        {
            ["302"] = new OpenApiResponse { Description = "To the wallet." },
            ["200"] = new OpenApiResponse
            {
                Description = $"A page whose form goes to RetURL with an error, or to the wallet when that is chosen; or the gateway's own error page. RetURL is posted {string.Join(", ", [.. WireFields.ReturnBegin, .. method.ResultKeys, .. WireFields.ReturnEnd])}.",
                Content = new Dictionary<string, OpenApiMediaType> { ["text/html"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
            },
        },
        Extensions = new Dictionary<string, IOpenApiExtension> { [Sure] = Confidence(WireFields.StartFact) },
    };

    static string Codes(IEnumerable<ErrorCode> codes, ProtocolOptions choices) =>
        string.Join('\n', codes.Select(code => GatewayErrors.Meaning(code.InFamily(choices.CodeFamily).Info)).Select(row => $"- `{row.Info}` {row.En}"));

    internal static JsonNodeExtension Confidence(Fact fact) =>
        new(new JsonObject { ["confidence"] = fact.Confidence.ToString().ToLowerInvariant(), ["source"] = fact.Source });
}
