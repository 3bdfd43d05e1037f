using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Web;

namespace KantanSim.Admin.Api;

/// <summary>The operator's door, <c>/api</c>: what tests, CI and the dashboard hold on to.</summary>
internal static class ControlEndpoints
{
    /// <summary>People read answers, too: Japanese stands there as itself.</summary>
    static readonly JsonWriterOptions AsTheyAre = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A transaction with its timeline has so many bytes.</summary>
    const int UsualAnswerBytes = 8_192;

    const int DefaultLimit = 50;
    const int LargestLimit = 500;

    public static void AddControl(this IServiceCollection services, PublicUrl publicUrl)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default));
        services.AddOpenApi("v1", openApi => openApi.AddPublicServer(publicUrl).AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "KantanSim control API";
            document.Info.Description = "Drives and watches the simulator. The gateway's own protocol under /payment is not JSON and is described in the README. A query parameter that a call does not declare is refused with 400.";
            return Task.CompletedTask;
        }));
        services.AddSingleton<ConsumerDriver>();
        services.AddSingleton<MerchantDriver>();
        services.AddSingleton<ClockService>();
        services.AddSingleton<MemberService>();
        services.AddSingleton<ShopService>();
        services.AddSingleton<ResetService>();
        services.AddSingleton<SubscriptionLimiter>();
        services.AddSingleton(new LoginThrottle(TimeProvider.System));
    }

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapGet(ScenarioSchema.Id, (KnownSymbols vocabulary) => Results.Text(ScenarioSchema.Write(vocabulary), "application/schema+json")).ExcludeFromDescription();
        var door = routes.MapGroup("/api").WithTags("control");
        var api = door.MapGroup("");
        api.ProducesProblem(400).AddEndpointFilter(QueryParameters.RefuseUnknown);
        api.AddEndpointFilter(Write);
        api.AddEndpointFilter<ChangeNotice>();
        TransactionEndpoints.Map(api);
        CallEndpoints.Map(api);
        NotificationEndpoints.Map(api);
        ScenarioEndpoints.Map(api);
        ClockEndpoints.Map(api);
        ShopEndpoints.Map(api);
        MemberEndpoints.Map(api);
        DepositEndpoints.Map(api);
        door.MapFallback((HttpContext http) => throw new ProblemException(404, "Not found", $"The control API has no {http.Request.Method} {http.Request.Path}; see /openapi/v1.json.")).ExcludeFromDescription();
    }

    /// <summary>Has the generated code write what was found, whole before it is sent: the framework's options, which have an encoder and resolvers of others, keep it from that.</summary>
    static async ValueTask<object?> Write(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var result = await next(call);
        if (result is not (IValueHttpResult { Value: { } answer } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK })) return result;
        var bytes = new ArrayBufferWriter<byte>(UsualAnswerBytes);
        await using (var json = new Utf8JsonWriter(bytes, AsTheyAre)) JsonSerializer.Serialize(json, answer, answer.GetType(), ControlJson.Default);
        return Results.Bytes(bytes.WrittenMemory, "application/json; charset=utf-8");
    }

    /// <summary>The number of items asked for.</summary>
    internal static int ParseLimit(string? text) =>
        text is null ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit ? limit
        : throw ProblemException.BadRequest([new("limit", text, $"a whole number from 1 to {LargestLimit}")]);

    /// <summary>The key that a list goes on below.</summary>
    internal static long ParseCursor(string? cursor) =>
        cursor is null ? long.MaxValue
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key
        : throw ProblemException.BadRequest([new("cursor", cursor, "the cursor of an earlier answer")]);

    /// <summary>Where a list goes on; null at its end. An answer with few items may have one: so many were looked through.</summary>
    internal static string? FormatCursor(long? next) => next?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The statuses of a list with commas, each of which a method must know.</summary>
    internal static HashSet<string> ParseStatuses(string? list, PaymentMethods methods)
    {
        var known = methods.All.SelectMany(method => method.Lifecycle.Statuses).Select(status => status.Code).ToHashSet();
        var asked = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        var strange = asked.Where(status => !known.Contains(status)).ToList();
        return strange.Count == 0 ? asked
            : throw ProblemException.BadRequest([.. strange.Select(status => new KantanSim.Operations.FieldError("status", status, string.Join(", ", known)))]);
    }
}
