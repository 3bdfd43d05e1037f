using System.Buffers;
using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Mappings;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>The gateway's HTTP endpoints. Calls are raw bytes in, raw bytes out, with HTTP 200 for refusals too.</summary>
internal sealed class GatewayEndpoints(
    ProtocolCatalog protocol, DecisionContextFactory contexts, KnownSecrets secrets, AllowedHosts allowed, PublicUrl publicUrl, Store store,
    MappingEndpoint mappings, FaultInjector faults, StartEndpoint start, CallRecorder recorder, ShopClocks clocks, PlayedCalls played)
{
    /// <summary>Maximum length of a body, in bytes; the largest honest call is a tenth of it.</summary>
    public const int MaxBodyBytes = 65_536;

    /// <summary>The note of a request whose body was not read.</summary>
    public static readonly string BodyTooLong = $"the body is longer than {MaxBodyBytes} bytes";

    public static void Map(IEndpointRouteBuilder routes, PaymentMethods methods)
    {
        routes.MapGet("/payment/return/{visitId}",
                (HttpContext http, string visitId, ReturnEndpoint returns) => returns.Show(http, visitId))
            .ExcludeFromDescription().WithAudience(Audience.Consumer);
        routes.MapPost("/payment/return/{visitId}/gone",
                (HttpContext http, string visitId, ReturnEndpoint returns) => returns.Gone(http, visitId))
            .ExcludeFromDescription().WithAudience(Audience.Consumer);
        routes.Map("/payment/{api}.idPass", (HttpContext http, string api, GatewayEndpoints gateway) => gateway.Answer(http, api))
            .ExcludeFromDescription().WithAudience(http => AudienceOf(http, methods));
    }

    // Browsers open StartURL; servers call everything else.
    static Audience AudienceOf(HttpContext http, PaymentMethods methods) =>
        methods.FindByStartApi((string)http.Request.RouteValues["api"]!) is null ? Audience.Merchant : Audience.Consumer;

    async Task Answer(HttpContext http, string api)
    {
        if (protocol.Methods.FindByStartApi(api) is { } method) await start.Start(http, method);
        else if (protocol.Find(api) is not null || !await mappings.Answer(http)) await AnswerCall(http, api);
    }

    async Task AnswerCall(HttpContext http, string api)
    {
        var began = Stopwatch.GetTimestamp();
        var unread = new GatewayCall(api, new([]), "", null, began)
        {
            FormFaults = FormFaultReader.OfQuery(http.Request, protocol.Find(api)),
        };
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            Send(http, unread, Refuse(GatewayErrors.NotPost, null));
        }
        else if (await RequestBody.Read(http.Request, MaxBodyBytes) is { } body)
        {
            var call = Parse(http, api, body, began);
            Send(http, call, await Respond(http, call));
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            Send(http, unread, Refuse(GatewayErrors.BodyUnreadable, BodyTooLong));
        }
    }

    GatewayCall Parse(HttpContext http, string api, byte[] body, long began)
    {
        var request = Request.Parse(body, contexts.Options);
        var redactor = secrets.RedactorFor(request, body);
        var operation = protocol.Find(api);
        var notes = CallNotes.Of(http.Request, body, operation?.Fields.Select(field => field.Name) ?? [], redactor);
        var scenario = http.Request.Headers[ScenarioSelector.Header].FirstOrDefault();
        var sender = played.Has(http.Request) ? PlayedCalls.Sender : null;
        return new(api, request, publicUrl.For(http.Request), scenario, began, sender, redactor)
        {
            Body = body,
            ArrivedAt = clocks.Now(request["ShopID"]),
            Notes = [.. notes, .. ReturnUrlNotes.OfCall(request, allowed)],
            FormFaults = FormFaultReader.OfBody(http.Request, body, request, operation, notes.Count > 0, redactor),
        };
    }

    async Task<CallResponse> Respond(HttpContext http, GatewayCall call)
    {
        try
        {
            var response = await faults.Handle(http, call);
            return response with { Note = response.Note ?? DescribeRepeatedFields(call.Request) };
        }
        catch (UnknownScenarioException unknown)
        {
            // Not an answer of the gateway: a test that plays another scenario without noticing proves nothing.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            var answer = new CallAnswer([new("KantanSim", unknown.Message)]);
            return new(answer, ResponseBody.Write(answer.Fields), unknown.Message);
        }
        catch (Exception fault) when (store.UnhealthyReasonFor(fault) is { } reason)
        {
            return Refuse(GatewayErrors.SystemFault, reason);
        }
    }

    CallResponse Refuse(ErrorCode error, string? note)
    {
        var answer = CallAnswer.Refused([error], contexts.Options.CodeFamily);
        return new(answer, ResponseBody.Write(answer.Fields), note);
    }

    string? DescribeRepeatedFields(Request request) => request.Repeated.Count == 0
        ? null
        : $"repeated, the {contexts.Options.RepeatedField.ToString().ToLowerInvariant()} counts: {string.Join(", ", request.Repeated)}";

    void Send(HttpContext http, GatewayCall call, CallResponse response)
    {
        if (response.Answer.Transaction is { } transaction)
            http.Response.Headers[ScenarioSelector.Header] = EscapeHeader($"{transaction.Scenario.Name} ({transaction.Scenario.Reason})");
        if (response.Body is { } body)
        {
            http.Response.ContentType = ResponseBody.ContentType;
            // Chunked, as by the gateway. The writer buffers it: head and body are sent after the call is recorded.
            http.Response.BodyWriter.Write(body);
        }
        recorder.AddCall(http, call, response);
        // A merchant that notices it finds the record.
        if (response.Fault is AnswerFault.Dropped or AnswerFault.Hung) http.Abort();
    }

    // A header value is printable ASCII; the pattern of a scenario's match may have other characters, which are percent-encoded.
    static string EscapeHeader(string text)
    {
        if (text.All(character => IsPrintableAscii(character))) return text;
        return string.Concat(text.EnumerateRunes()
            .Select(rune => IsPrintableAscii(rune.Value) ? $"{rune}" : Uri.EscapeDataString($"{rune}")));
    }

    static bool IsPrintableAscii(int character) => character is >= 0x20 and < 0x7F;
}
