using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Web;

namespace KantanSim.Admin.Api;

/// <summary>The control API, <c>/api</c>, for tests, CI and scripts; its OpenAPI document, and the JSON Schema of scenario files.</summary>
internal static class ControlEndpoints
{
    const string Description =
        "Drives and watches the simulator. The gateway's own protocol under /payment is not JSON and is described in the README. "
        + "A query parameter that a call does not declare is refused with 400. "
        + "Problem documents are in English, or in Japanese where Accept-Language prefers it and there is a Japanese text; "
        + "Content-Language says which.";

    // Japanese is not escaped: people read the answers, too.
    static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // About the size of a transaction with its timeline.
    const int InitialBufferBytes = 8_192;

    public static void AddControl(this IServiceCollection services, PublicUrl publicUrl)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default));
        services.AddOpenApi("v1", openApi => openApi.AddPublicServer(publicUrl).AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "KantanSim control API";
            document.Info.Description = Description;
            return Task.CompletedTask;
        }));
        services.AddSingleton<ConsumerDriver>();
        services.AddSingleton<MerchantDriver>();
        services.AddSingleton<ClockService>();
        services.AddSingleton<MemberService>();
        services.AddSingleton<ShopService>();
        services.AddSingleton<ResetService>();
        services.AddSingleton<SubscriptionLimiter>();
        services.AddSingleton<TransactionWaiter>();
        services.AddSingleton(new LoginThrottle(TimeProvider.System));
    }

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapGet(ScenarioSchema.Id, (KnownSymbols symbols) => Results.Text(ScenarioSchema.Write(symbols), "application/schema+json"))
            .ExcludeFromDescription();
        var root = routes.MapGroup("/api").WithTags("control");
        var api = root.MapGroup("");
        api.ProducesProblem(400).AddEndpointFilter(QueryParameters.RefuseUnknown);
        api.AddEndpointFilter(WriteJson);
        api.AddEndpointFilter<ChangeNotice>();
        TransactionEndpoints.Map(api);
        CallEndpoints.Map(api);
        NotificationEndpoints.Map(api);
        ScenarioEndpoints.Map(api);
        ClockEndpoints.Map(api);
        ShopEndpoints.Map(api);
        MemberEndpoints.Map(api);
        DepositEndpoints.Map(api);
        ResetEndpoint.Map(api);
        root.MapFallback(RefuseUnknownPath).ExcludeFromDescription();
    }

    static void RefuseUnknownPath(HttpContext http)
    {
        var call = $"{http.Request.Method} {http.Request.Path}";
        var detail = ($"The control API has no {call}; see /openapi/v1.json.", $"{call} はありません。/openapi/v1.json をご覧ください。");
        throw new ProblemException(Problem.Of(404, ProblemTitles.NotFound, detail));
    }

    // Serializes a 200 answer as a whole, so that it has a Content-Length, and with the generated code: System.Text.Json does not use that
    // with ASP.NET's options, which have an encoder and further resolvers.
    static async ValueTask<object?> WriteJson(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var result = await next(call);
        if (result is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK }) return result;
        if (result is not IValueHttpResult { Value: { } answer }) return result;
        var buffer = new ArrayBufferWriter<byte>(InitialBufferBytes);
        await using (var json = new Utf8JsonWriter(buffer, Unescaped))
            JsonSerializer.Serialize(json, answer, answer.GetType(), ControlJson.Default);
        return Results.Bytes(buffer.WrittenMemory, "application/json; charset=utf-8");
    }
}
