using System.Diagnostics;
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
    KnownSecrets secrets, ShopClocks clocks, ILogger<GatewayCallHandler> log)
{
    static readonly Dictionary<string, string> NoFields = [];

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
        var exchange = new Exchange(
            clocks.Now(call.Request["ShopID"]), milliseconds, api, http.Request.Method, http.Response.StatusCode,
            answer.Transaction?.AccessId ?? answer.NamedAccessId, contexts.Options, by.MaskFields(answer.Fields),
            [.. hints, .. notes, .. answer.Notes, .. call.Notes], RedactedBody.Redact(call.Body, http.Request.ContentType, by),
            response.Body is { } body ? RedactedBody.RedactAnswer(body, by) : null)
        {
            Head = RequestHead.Of(http.Request, by),
        };
        var errors = answer.Fields.FirstOrDefault(field => field.Key == "ErrInfo").Value;
        var outcome = response.Body is null ? notes[0].En : errors ?? Outcome(http.Response.StatusCode);
        Add(exchange, call.Request, Sentences(outcome, [.. hints, .. answer.Notes, .. call.Notes]));
        // Unknown APIs share one series: anybody can make up names, and each would be a series of its own.
        PaymentMetrics.RecordCall(isKnown ? call.Api : "_OTHER", ErrorType(http, response, errors), milliseconds);
    }

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
        var exchange = new Exchange(
            clocks.Now(request["ShopID"]), Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            by.MaskText(PathHint.Shown(http.Request.Path)), http.Request.Method, status, null, contexts.Options, NoFields,
            [.. notes.Select(note => new Note(by.MaskKnownValues(note)))], RedactedBody.Redact(body, http.Request.ContentType, by), null)
        {
            Head = RequestHead.Of(http.Request, by),
        };
        Add(exchange, request, $"HTTP {status}. {exchange.Notes[0].En}");
    }

    /// <summary>Records a browser's request when its response starts, so that a client that has the response finds the record.</summary>
    /// <param name="fields">What the browser sent, as a form.</param>
    /// <param name="transaction">The payment that the request names; null when it names none.</param>
    /// <param name="answer">The fields of the redirect, of the form or of the refusal.</param>
    public void AddBrowserRequest(
        HttpContext http, string api, byte[] fields, Transaction? transaction, IEnumerable<KeyValuePair<string, string>> answer,
        IReadOnlyList<Note> notes, long began) => OnResponseStarting(http, () =>
    {
        var request = Request.Parse(fields, contexts.Options);
        var by = secrets.RedactorFor(request, fields);
        var exchange = new Exchange(
            clocks.Now(transaction?.ShopId), Stopwatch.GetElapsedTime(began).TotalMilliseconds, api, http.Request.Method,
            http.Response.StatusCode,
            transaction?.AccessId, contexts.Options, by.MaskFields(answer), notes,
            RedactedBody.Redact(fields, http.Request.ContentType, by), null)
        {
            Head = RequestHead.Of(http.Request, by),
        };
        var error = exchange.Answer.GetValueOrDefault("ErrInfo", "");
        Add(exchange, request, string.Join(' ', [error.Length == 0 ? "ok." : $"{error}.", .. notes.Select(note => note.En)]));
    });

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
    void Add(Exchange exchange, Request request, string outcome)
    {
        var by = secrets.RedactorForText();
        exchanges.Add(exchange);
        // The change of a transaction is published when it is saved.
        if (exchange.AccessId is null)
        {
            var shopId = by.MaskField("ShopID", request["ShopID"]);
            changes.Publish(new($"call {exchange.Api}", "", shopId, by.MaskField("OrderID", request["OrderID"]), "", exchange.At));
        }
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
