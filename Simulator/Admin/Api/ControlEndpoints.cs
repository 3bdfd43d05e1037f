using System.Text.Encodings.Web;
using KantanSim.Check.Files;
using KantanSim.Advice;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Web;

namespace KantanSim.Admin.Api;

/// <summary>The control API, <c>/api</c>, for tests, CI and scripts; its OpenAPI document, and the JSON Schema of scenario files.</summary>
internal static class ControlEndpoints
{
    public static void AddControl(this IServiceCollection services, PublicUrl publicUrl)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default);
            // Japanese is not escaped: people read the answers, too.
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        ControlDocument.Register(services, publicUrl);
        services.AddSingleton<ConsumerDriver>();
        services.AddSingleton<MerchantActions>();
        services.AddSingleton<MerchantDriver>();
        services.AddSingleton<ClockService>();
        services.AddSingleton<MemberService>();
        services.AddSingleton<ArmService>();
        services.AddSingleton<ScenarioSaver>();
        services.AddSingleton<ShopService>();
        services.AddSingleton<PlayTools>();
        services.AddSingleton<PlayService>();
        services.AddSingleton<ResetService>();
        services.AddSingleton<AdviceList>();
        services.AddSingleton<CallList>();
        services.AddSingleton<AdviceEvidence>();
        services.AddSingleton<SnapshotService>();
        services.AddSingleton<ShopPurger>();
        services.AddSingleton<ChangePublisher>();
        services.AddSingleton<FaultProblems>();
        services.AddSingleton<SubscriptionLimiter>();
        services.AddSingleton<TransactionWaiter>();
        services.AddSingleton(new LoginThrottle(TimeProvider.System));
    }

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapGet(ScenarioSchema.Id, (KnownSymbols symbols) => Results.Text(ScenarioSchema.Write(symbols), "application/schema+json"))
            .ExcludeFromDescription();
        routes.MapGet(CheckSchema.Id, () => Results.Text(CheckSchema.Write(), "application/schema+json")).ExcludeFromDescription();
        var root = routes.MapGroup("/api").WithTags("control");
        var api = root.MapGroup("");
        api.ProducesProblem(400).AddEndpointFilter(QueryParameters.RefuseUnknown);
        api.AddEndpointFilter<ChangeNotice>();
        TransactionEndpoints.Map(api);
        CallEndpoints.Map(api);
        NotificationEndpoints.Map(api);
        ScenarioEndpoints.Map(api);
        ClockEndpoints.Map(api);
        ShopEndpoints.Map(api);
        MemberEndpoints.Map(api);
        DepositEndpoints.Map(api);
        AdviceEndpoints.Map(api);
        ResetEndpoint.Map(api);
        SnapshotEndpoints.Map(api);
        root.MapFallback(RefuseUnknownPath).ExcludeFromDescription();
    }

    static void RefuseUnknownPath(HttpContext http)
    {
        var call = $"{http.Request.Method} {http.Request.Path}";
        var detail = ($"The control API has no {call}; see /openapi/v1.json.", $"{call} はありません。/openapi/v1.json をご覧ください。");
        throw new ProblemException(Problem.Of(404, ProblemTitles.NotFound, detail));
    }
}
