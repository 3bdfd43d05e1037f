using System.Diagnostics;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Traffic;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>The gateway's door: raw bytes in, raw bytes out, HTTP 200 for refusals too (protocol.md 1).</summary>
internal static partial class GatewayEndpoints
{
    /// <summary>The longest body that is read, in bytes; the largest honest call is a tenth of it.</summary>
    public const int LongestBody = 65_536;

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/payment/return/{visitId}", ReturnEndpoint.Show).ExcludeFromDescription();
        routes.Map("/payment/{api}.idPass", (HttpContext http, string api) => Answer(http, api)).ExcludeFromDescription();
    }

    static Task Answer(HttpContext http, string api)
    {
        var methods = http.RequestServices.GetRequiredService<PaymentMethods>();
        return methods.StartedBy(api) is { } method ? StartEndpoint.Start(http, method) : AnswerCall(http, api);
    }

    static async Task AnswerCall(HttpContext http, string api)
    {
        var began = Stopwatch.GetTimestamp();
        var (answer, request, note) = await Decide(http, api, began);
        var body = ResponseBody.Write(answer.Fields);
        if (answer.Transaction is { } transaction)
            http.Response.Headers[Director.Header] = $"{transaction.Scenario.Name} ({transaction.Scenario.Reason})";
        http.Response.ContentType = ResponseBody.ContentType;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        Record(http, api, request, answer, note, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    static async Task<(CallAnswer Answer, Request Request, string? Note)> Decide(HttpContext http, string api, long began)
    {
        var choices = http.RequestServices.GetRequiredService<Moments>().Choices;
        if (!HttpMethods.IsPost(http.Request.Method)) return (CallAnswer.Refused([GatewayErrors.NotPost], choices.CodeFamily), new([]), null);
        if (await ReadBody(http.Request) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return (CallAnswer.Refused([GatewayErrors.BodyUnreadable], choices.CodeFamily), new([]), $"the body is longer than {LongestBody} bytes");
        }
        var fields = FormBody.Read(body);
        var request = new Request(fields, choices.FieldCase, choices.RepeatedField);
        try
        {
            var call = new Call(api, request, PublicUrlOf(http), http.Request.Headers[Director.Header].FirstOrDefault(), began);
            return (await http.RequestServices.GetRequiredService<GatewayCalls>().Answer(call), request, Odd(fields, choices));
        }
        catch (UnknownScenarioException unknown)
        {
            // Not the gateway's word but ours: a test that plays another scenario unawares proves nothing.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return (new([new("KantanSim", unknown.Message)]), request, unknown.Message);
        }
    }

    internal static string PublicUrlOf(HttpContext http) => http.RequestServices.GetRequiredService<PublicUrl>().For(http.Request);

    internal static async Task<byte[]?> ReadBody(HttpRequest request)
    {
        if (request.ContentLength > LongestBody) return null;
        using var body = new MemoryStream();
        var buffer = new byte[8_192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > LongestBody) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    static string? Odd(List<FormField> fields, Choices choices)
    {
        var repeated = fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return repeated.Count == 0 ? null : $"repeated, the {choices.RepeatedField.ToString().ToLowerInvariant()} counts: {string.Join(", ", repeated)}";
    }

    static void Record(HttpContext http, string api, Request request, CallAnswer answer, string? note, double milliseconds)
    {
        var services = http.RequestServices;
        services.GetRequiredService<TrafficRing>().Add(new(
            services.GetRequiredService<TimeProvider>().GetUtcNow(), milliseconds, api, http.Request.Method, http.Response.StatusCode,
            answer.Transaction?.AccessId, request.Masked(), Secrets.Masked(answer.Fields), note));
        var refusal = answer.Fields.FirstOrDefault(field => field.Key == "ErrInfo").Value;
        LogCall(services.GetRequiredService<ILogger<GatewayCalls>>(), api, answer.Transaction?.AccessId ?? "-", refusal ?? "ok", milliseconds);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Api} {AccessId}: {Outcome} ({Ms:0.0} ms)")]
    static partial void LogCall(ILogger log, string api, string accessId, string outcome, double ms);
}
