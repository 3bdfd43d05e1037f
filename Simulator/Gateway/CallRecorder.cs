using System.Diagnostics;
using System.Text;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Records requests to the gateway in the exchange log, the change feed, the log and the metrics. Secrets are masked.</summary>
internal sealed partial class CallRecorder(
    ExchangeLog exchanges, ChangeFeed changes, Ledger ledger, ProtocolCatalog protocol, DecisionContextFactory contexts,
    KnownSecrets secrets, ShopRepository shops, ShopClocks clocks, RealTime time, ILogger<GatewayCallHandler> log)
{
    /// <summary>Records a merchant's call, before its answer is flushed.</summary>
    public void AddCall(HttpContext http, GatewayCall call, CallResponse response)
    {
        var milliseconds = Stopwatch.GetElapsedTime(call.Began).TotalMilliseconds;
        var answer = response.Answer;
        var isKnown = protocol.Find(call.Api) is not null;
        // Made anew, after the decision: it masks the secrets of a transaction that this call has registered.
        var by = secrets.RedactorFor(call.Request, call.Body);
        Note[] hints = PathHint.For(http.Request, protocol.Methods, isAnswered: isKnown) is { } hint ? [new(by.MaskKnownValues(hint))] : [];
        Note[] notes = response.Note is { } note ? [new(by.MaskText(note))] : [];
        var api = isKnown ? call.Api : by.MaskText(PathHint.Shown($"/{call.Api}")[1..]);
        var named = answer.Transaction?.AccessId ?? answer.NamedAccessId;
        var accessId = named ?? AccessIdOfOrder(call.Request);
        var shopId = ShopOf(http, call);
        var now = clocks.Now(shopId);
        var exchange = NewExchange(http, ObservedKind.Call, call.Body, call.Request, by) with
        {
            Milliseconds = milliseconds,
            Api = api,
            At = now,
            Waited = Waited(call, now),
            ShopId = by.MaskField("ShopID", shopId),
            OrderId = by.MaskField("OrderID", Named("OrderID", http, call.Request)),
            AccessId = accessId,
            PaymentStatus = StatusOf(answer, accessId),
            FormFaults = call.FormFaults,
            Answer = by.MaskFields(answer.Fields),
            Notes = [.. hints, .. notes, .. answer.Notes, .. call.Notes],
            RawAnswer = response.Body is { } body ? RedactedBody.RedactAnswer(body, by) : null,
            AnswerBytes = response.Body?.Length,
            Fault = response.Fault,
            IsUnprocessed = response.IsUnprocessed,
            IsPlayed = call.Sender is not null,
        };
        var errors = answer.Fields.FirstOrDefault(field => field.Key == "ErrInfo").Value;
        var outcome = response.Body is null ? notes[0].En : errors ?? Outcome(http.Response.StatusCode);
        Add(exchange, isOfPayment: named is not null, call.Request, Sentences(outcome, [.. hints, .. answer.Notes, .. call.Notes]));
        // Unknown APIs share one series: anybody can make up names, and each would be a series of its own.
        PaymentMetrics.RecordCall(isKnown ? call.Api : "_OTHER", ErrorType(http, response, errors), milliseconds);
    }

    // Less than a second is the time of processing.
    static TimeSpan Waited(GatewayCall call, DateTimeOffset now) =>
        call.ArrivedAt is { } arrived && now - arrived >= TimeSpan.FromSeconds(1) ? now - arrived : default;

    // Of a body that is no form, such as JSON, only the ShopID is looked for, so that the shop is told what is wrong.
    string ShopOf(HttpContext http, GatewayCall call)
    {
        if (Named("ShopID", http, call.Request) is { Length: > 0 } named) return named;
        if (call.FormFaults?.NoForm is null) return "";
        var text = Encoding.Latin1.GetString(call.Body);
        return shops.All().FirstOrDefault(shop => text.Contains(shop.ShopId, StringComparison.Ordinal))?.ShopId ?? "";
    }

    // A call whose fields are in its URL is told to the shop that the URL names.
    static string Named(string field, HttpContext http, Request request) =>
        request[field] is { Length: > 0 } sent ? sent : http.Request.Query[field].ToString();

    string StatusOf(CallAnswer answer, string? accessId) =>
        (answer.Transaction ?? (accessId is null ? null : ledger.Find(accessId)))?.Status.Code ?? "";

    static string Outcome(int status) => status == StatusCodes.Status200OK ? "ok" : $"HTTP {status}";

    static string Sentences(string outcome, Note[] notes) =>
        notes.Length == 0 ? outcome : $"{outcome}. {string.Join(' ', notes.Select(note => note.En))}";

    static string? ErrorType(HttpContext http, CallResponse response, string? errors)
    {
        if (response.Body is null) return "no_answer";
        if (errors is not null) return new ErrorCode(errors.Split('|')[0]).Code;
        return http.Response.StatusCode == StatusCodes.Status200OK ? null : $"{http.Response.StatusCode}";
    }

    /// <summary>Records a request that no API has answered.</summary>
    /// <param name="notes">Why, and what was probably meant.</param>
    public void AddUnanswered(HttpContext http, IEnumerable<string> notes, byte[] body, long began)
    {
        var status = http.Response.StatusCode;
        var request = Request.Parse(body, contexts.Options);
        var by = secrets.RedactorFor(request, body);
        var exchange = NewExchange(http, ObservedKind.Other, body, request, by) with
        {
            Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            Api = by.MaskText(PathHint.Shown(http.Request.Path)),
            Notes = [.. notes.Select(note => new Note(by.MaskKnownValues(note)))],
        };
        Add(exchange, isOfPayment: false, request, $"HTTP {status}. {exchange.Notes[0].En}");
    }

    /// <summary>Records a browser's request when its response starts, so that a client that has the response finds the record.</summary>
    /// <param name="fields">What the browser sent, as a form.</param>
    /// <param name="transaction">The payment that the request names; null when it names none.</param>
    /// <param name="answer">The fields of the redirect, of the form or of the refusal.</param>
    /// <param name="isTokenPlusLost">Whether the Token has a space in place of each <c>+</c>.</param>
    public void AddBrowserRequest(
        HttpContext http, ObservedKind kind, string api, byte[] fields, Transaction? transaction,
        IEnumerable<KeyValuePair<string, string>> answer, IReadOnlyList<Note> notes, long began,
        bool isTokenPlusLost = false) => OnResponseStarting(http, () =>
    {
        var request = Request.Parse(fields, contexts.Options);
        var by = secrets.RedactorFor(request, fields);
        var exchange = NewExchange(http, kind, fields, request, by) with
        {
            At = clocks.Now(transaction?.ShopId),
            Milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            Api = api,
            AccessId = transaction?.AccessId,
            Answer = by.MaskFields(answer),
            Notes = notes,
            IsTokenPlusLost = isTokenPlusLost,
        };
        var error = exchange.Answer.GetValueOrDefault("ErrInfo", "");
        var outcome = error.Length == 0 ? "ok." : $"{error}.";
        Add(exchange, isOfPayment: transaction is not null, request, string.Join(' ', [outcome, .. notes.Select(note => note.En)]));
    });

    /// <summary>What any request has. The caller adds its API and its answer.</summary>
    Exchange NewExchange(HttpContext http, ObservedKind kind, byte[] body, Request request, Redactor by) => new()
    {
        Kind = kind,
        At = clocks.Now(request["ShopID"]),
        RealAt = time.Now,
        Api = "",
        Verb = http.Request.Method,
        HttpStatus = http.Response.StatusCode,
        ShopId = by.MaskField("ShopID", request["ShopID"]),
        OrderId = by.MaskField("OrderID", request["OrderID"]),
        Request = request.Masked(by),
        Head = RequestHeads.Of(http.Request, by),
        Body = RedactedBody.Redact(body, http.Request.ContentType, by),
        RequestBytes = body.Length,
    };

    // A refused call may name its payment only by the order.
    string? AccessIdOfOrder(Request request) =>
        ledger.Find(request["AccessID"])?.AccessId ?? ledger.FindByOrder(request["ShopID"], request["OrderID"])?.AccessId;

    // A refused start also shows the page that leads back: two records, in that order. OnStarting runs its callbacks in reverse order.
    static void OnResponseStarting(HttpContext http, Action record)
    {
        if (http.Features.Get<List<Action>>() is { } earlier)
        {
            earlier.Add(record);
            return;
        }
        List<Action> records = [record];
        http.Features.Set(records);
        http.Response.OnStarting(() =>
        {
            records.ForEach(each => each());
            return Task.CompletedTask;
        });
    }

    /// <param name="exchange">With its secrets masked.</param>
    /// <param name="outcome">The answer in words, for the log, with its secrets masked.</param>
    /// <param name="isOfPayment">Whether it was decided for a payment, whose page alone it concerns then.</param>
    void Add(Exchange exchange, bool isOfPayment, Request request, string outcome)
    {
        var by = secrets.RedactorForText();
        exchanges.Add(exchange);
        // Also of a payment, whose own change may have been published before the exchange was in the log.
        var accessId = isOfPayment ? exchange.AccessId ?? "" : "";
        changes.Publish(new($"call {exchange.Api}", accessId, exchange.ShopId, exchange.OrderId, "", exchange.At));
        Log(log, exchange.Api, LogText.Id(OrderIdOf(exchange, request, by)), LogText.Id(exchange.AccessId), outcome, exchange.Milliseconds);
    }

    string? OrderIdOf(Exchange exchange, Request request, Redactor by)
    {
        if (request["OrderID"] is { Length: > 0 } sent) return by.MaskField("OrderID", sent);
        return exchange.AccessId is { } accessId ? ledger.Find(accessId)?.OrderId : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Api} OrderID {OrderId} AccessID {AccessId}: {Outcome} ({Ms:0.0} ms)")]
    static partial void Log(ILogger log, string api, string orderId, string accessId, string outcome, double ms);
}
