using System.Buffers;
using System.Diagnostics;
using KantanSim.Mappings;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>The gateway's door: raw bytes in, raw bytes out, HTTP 200 for refusals too (protocol.md 1).</summary>
internal static class GatewayEndpoints
{
    /// <summary>The longest body that is read, in bytes; the largest honest call is a tenth of it.</summary>
    public const int LongestBody = 65_536;

    /// <summary>The note of a request whose body was not read.</summary>
    public static readonly string BodyTooLong = $"the body is longer than {LongestBody} bytes";

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/payment/return/{visitId}", ReturnEndpoint.Show).ExcludeFromDescription().WithAudience(Audience.Consumer);
        routes.MapPost("/payment/return/{visitId}/gone", ReturnEndpoint.Gone).ExcludeFromDescription().WithAudience(Audience.Consumer);
        routes.Map("/payment/{api}.idPass", (HttpContext http, string api) => Answer(http, api)).ExcludeFromDescription().WithAudience(AudienceOf);
    }

    // Browsers come to the start of a payment, servers to everything else.
    static Audience AudienceOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<PaymentMethods>().FindByStartApi((string)http.Request.RouteValues["api"]!) is null ? Audience.Merchant : Audience.Consumer;

    static async Task Answer(HttpContext http, string api)
    {
        var methods = http.RequestServices.GetRequiredService<PaymentMethods>();
        if (methods.FindByStartApi(api) is { } method) await StartEndpoint.Start(http, method);
        else if (IsKnown(api, methods) || !await http.RequestServices.GetRequiredService<MappingEndpoint>().Answer(http)) await AnswerCall(http, api);
    }

    static bool IsKnown(string api, PaymentMethods methods) => api == Search.Api || methods.FindOperation(api) is not null;

    static async Task AnswerCall(HttpContext http, string api)
    {
        var began = Stopwatch.GetTimestamp();
        var handled = await Handle(http, api, began);
        if (handled.Answer is { Transaction: { } transaction })
            http.Response.Headers[ScenarioSelector.Header] = Ascii($"{transaction.Scenario.Name} ({transaction.Scenario.Reason})");
        if (handled.Body is { } body)
        {
            http.Response.ContentType = ResponseBody.ContentType;
            // In chunks, as the gateway's (protocol.md 1.2), but sent at once with its head, when all about the call is told.
            http.Response.BodyWriter.Write(body);
        }
        Record(http, api, handled, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    // A header takes no other characters; a pattern may have them.
    static string Ascii(string text) => text.All(character => character is >= ' ' and < '\x7F') ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.Value is >= 0x20 and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    /// <param name="Body">What goes out; null when the scenario keeps it back.</param>
    sealed record CallResult(CallAnswer Answer, Request Request, byte[]? Body, string? Note)
    {
        /// <summary>What came in.</summary>
        public byte[] Raw { get; init; } = [];

        /// <summary>Why it was read as it was.</summary>
        public IReadOnlyList<Note> Notes { get; init; } = [];
    }

    static async Task<CallResult> Handle(HttpContext http, string api, long began)
    {
        var services = http.RequestServices;
        var choices = services.GetRequiredService<DecisionContextFactory>().Options;
        if (!HttpMethods.IsPost(http.Request.Method)) return WithoutFault(CallAnswer.Refused([GatewayErrors.NotPost], choices.CodeFamily), new([]), null);
        if (await RequestBody.Read(http.Request, LongestBody) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return WithoutFault(CallAnswer.Refused([GatewayErrors.BodyUnreadable], choices.CodeFamily), new([]), BodyTooLong);
        }
        var request = Request.Parse(body, choices);
        var redactor = services.GetRequiredService<KnownSecrets>().RedactorFor(request, body);
        Note[] notes =
        [
            .. CallNotes.Of(http.Request, body, FieldsOf(api, services.GetRequiredService<PaymentMethods>()), redactor),
            .. ReturnUrlNotes.Of(request, services.GetRequiredService<AllowedHosts>()),
        ];
        var call = new GatewayCall(api, request, PublicUrlOf(http), http.Request.Headers[ScenarioSelector.Header].FirstOrDefault(), began, Redactor: redactor)
        {
            Notes = notes,
        };
        try
        {
            return await Handle(http, call, DescribeRepeatedFields(call.Request, choices)) with { Raw = body, Notes = notes };
        }
        catch (UnknownScenarioException unknown)
        {
            // Not the gateway's word but ours: a test that plays another scenario unawares proves nothing.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return WithoutFault(new([new("KantanSim", unknown.Message)]), call.Request, unknown.Message) with { Raw = body, Notes = notes };
        }
        catch (Exception fault) when (services.GetRequiredService<Store>().UnhealthyReasonFor(fault) is { } trouble)
        {
            return WithoutFault(CallAnswer.Refused([GatewayErrors.SystemFault], choices.CodeFamily), call.Request, trouble) with { Raw = body, Notes = notes };
        }
    }

    static async Task<CallResult> Handle(HttpContext http, GatewayCall call, string? odd)
    {
        var (calls, faults, scenarios) = (http.RequestServices.GetRequiredService<GatewayCallHandler>(), http.RequestServices.GetRequiredService<FaultInjector>(), http.RequestServices.GetRequiredService<ScenarioEngine>());
        var received = await faults.OnReceived(call);
        if (!await faults.Apply(http, received, () => Chance("received"))) return new(new([]), call.Request, null, FaultInjector.Describe(received.Action));
        var answer = await calls.Answer(call);
        var sent = await faults.OnAnswering(call, answer);
        if (!await faults.Apply(http, sent, () => Chance("answering"))) return new(answer, call.Request, null, FaultInjector.Describe(sent.Action));
        var body = ResponseBody.Write(answer.Fields);
        return new(answer, call.Request, sent.Action is ScenarioAction.Garble ? FaultInjector.Garble(body) : body, FaultInjector.Describe(sent.Action) ?? odd);

        Random Chance(string moment) => scenarios.CreateRandom(call.Request["ShopID"], call.Request["OrderID"], $"{moment} {call.Api}");
    }

    static CallResult WithoutFault(CallAnswer answer, Request request, string? note) => new(answer, request, ResponseBody.Write(answer.Fields), note);

    internal static string PublicUrlOf(HttpContext http) => http.RequestServices.GetRequiredService<PublicUrl>().For(http.Request);

    static string? DescribeRepeatedFields(Request request, ProtocolOptions choices) =>
        request.Repeated.Count == 0 ? null : $"repeated, the {choices.RepeatedField.ToString().ToLowerInvariant()} counts: {string.Join(", ", request.Repeated)}";

    static void Record(HttpContext http, string api, CallResult handled, double milliseconds)
    {
        var services = http.RequestServices;
        var (answer, request, body, note) = handled;
        var isKnown = IsKnown(api, services.GetRequiredService<PaymentMethods>());
        var refusal = answer.Fields.FirstOrDefault(field => field.Key == "ErrInfo").Value;
        var redactor = services.GetRequiredService<KnownSecrets>().RedactorFor(request, handled.Raw);
        var hint = PathHint.For(http.Request, services.GetRequiredService<PaymentMethods>(), isAnswered: isKnown);
        (hint, note) = (hint is null ? null : redactor.MaskKnownValues(hint), note is null ? null : redactor.MaskText(note));
        var exchange = new Exchange(
            services.GetRequiredService<TimeProvider>().GetUtcNow(), milliseconds, isKnown ? api : redactor.MaskText(PathHint.Shown($"/{api}")[1..]),
            http.Request.Method, http.Response.StatusCode, answer.Transaction?.AccessId ?? answer.NamedAccessId, services.GetRequiredService<DecisionContextFactory>().Options,
            redactor.MaskFields(answer.Fields), [.. Notes(hint, note), .. answer.Notes, .. handled.Notes], RedactedBody.Redact(handled.Raw, http.Request.ContentType, redactor),
            body is null ? null : RedactedBody.RedactAnswer(body, redactor))
        {
            Head = RequestHead.Of(http.Request, redactor),
        };
        CallRecorder.Add(http, exchange, request, Outcome(body is null ? note! : refusal ?? "ok", [.. Hints(hint), .. answer.Notes, .. handled.Notes]));
        // Names that anybody may make up are no names of series.
        PaymentMetrics.RecordCall(isKnown ? api : "_OTHER", Family(http, handled, refusal), milliseconds);
    }

    static IEnumerable<Note> Hints(string? hint) => hint is null ? [] : [new(hint)];

    static IEnumerable<Note> Notes(string? hint, string? note) => note is null ? Hints(hint) : Hints(hint).Append(new(note));

    static string Outcome(string outcome, Note[] notes) => notes.Length == 0 ? outcome : $"{outcome}. {string.Join(' ', notes.Select(note => note.En))}";

    static IEnumerable<string> FieldsOf(string api, PaymentMethods methods) =>
        ((api == Search.Api ? Search.Operation : methods.FindOperation(api)?.Operation)?.Fields ?? []).Select(field => field.Name);

    static string? Family(HttpContext http, CallResult handled, string? refusal) =>
        handled.Body is null ? "no_answer" : (refusal is null ? null : new ErrorCode(refusal.Split('|')[0]).Code) ?? (http.Response.StatusCode == StatusCodes.Status200OK ? null : $"{http.Response.StatusCode}");
}
