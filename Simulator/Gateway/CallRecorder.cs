using System.Diagnostics;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Records a request to the gateway: on the page of calls, in the change feed and in the log.</summary>
internal static partial class CallRecorder
{
    static readonly Dictionary<string, string> NoFields = [];

    /// <param name="exchange">Its secrets are masked.</param>
    /// <param name="outcome">What the log says of the answer, secrets masked.</param>
    public static void Add(HttpContext http, Exchange exchange, Request request, string outcome)
    {
        var (services, by) = (http.RequestServices, http.RequestServices.GetRequiredService<KnownSecrets>().RedactorForText());
        services.GetRequiredService<ExchangeLog>().Add(exchange);
        // A transaction's own change is published when it is saved.
        if (exchange.AccessId is null)
            services.GetRequiredService<ChangeFeed>().Publish(new($"call {exchange.Api}", "", by.MaskField("ShopID", request["ShopID"]), by.MaskField("OrderID", request["OrderID"]), "", exchange.At));
        var orderId = request["OrderID"] is { Length: > 0 } sent ? by.MaskField("OrderID", sent)
            : exchange.AccessId is { } accessId ? services.GetRequiredService<Ledger>().Find(accessId)?.OrderId : null;
        var log = services.GetRequiredService<ILogger<GatewayCallHandler>>();
        Log(log, exchange.Api, LogText.Id(orderId), LogText.Id(exchange.AccessId), outcome, exchange.Milliseconds);
    }

    /// <summary>Records a request that no API has answered.</summary>
    /// <param name="notes">Why, and what was probably meant.</param>
    public static void AddUnanswered(HttpContext http, IEnumerable<string> notes, byte[] body, long began)
    {
        var (services, status) = (http.RequestServices, http.Response.StatusCode);
        var choices = services.GetRequiredService<DecisionContextFactory>().Options;
        var request = Request.Parse(body, choices);
        var by = services.GetRequiredService<KnownSecrets>().RedactorFor(request, body);
        var exchange = new Exchange(
            services.GetRequiredService<TimeProvider>().GetUtcNow(), Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            by.MaskText(PathHint.Shown(http.Request.Path)), http.Request.Method, status, null, choices, NoFields,
            [.. notes.Select(note => new Note(by.MaskKnownValues(note)))], RedactedBody.Redact(body, http.Request.ContentType, by), null)
        {
            Head = RequestHead.Of(http.Request, by),
        };
        Add(http, exchange, request, $"HTTP {status}. {exchange.Notes[0].En}");
    }

    /// <summary>Records a browser's request when its answer begins: whoever has the answer finds the record.</summary>
    /// <param name="fields">What the browser brought, as a form.</param>
    /// <param name="transaction">The payment that it is about; null when none is known.</param>
    /// <param name="answer">What it is sent on with, or refused with.</param>
    public static void AddBrowserRequest(
        HttpContext http, string api, byte[] fields, Transaction? transaction, IEnumerable<KeyValuePair<string, string>> answer, IReadOnlyList<Note> notes,
        long began) => WhenAnswering(http, () =>
    {
        var services = http.RequestServices;
        var choices = services.GetRequiredService<DecisionContextFactory>().Options;
        var request = Request.Parse(fields, choices);
        var by = services.GetRequiredService<KnownSecrets>().RedactorFor(request, fields);
        var exchange = new Exchange(
            services.GetRequiredService<TimeProvider>().GetUtcNow(), Stopwatch.GetElapsedTime(began).TotalMilliseconds, api, http.Request.Method,
            http.Response.StatusCode, transaction?.AccessId, choices, by.MaskFields(answer), notes, RedactedBody.Redact(fields, http.Request.ContentType, by), null)
        {
            Head = RequestHead.Of(http.Request, by),
        };
        var refusal = exchange.Answer.GetValueOrDefault("ErrInfo", "");
        Add(http, exchange, request, string.Join(' ', [refusal.Length == 0 ? "ok." : $"{refusal}.", .. notes.Select(note => note.En)]));
    });

    // A refused start ends on the page that leads back: two records, in this order. OnStarting alone would turn it round.
    static void WhenAnswering(HttpContext http, Action record)
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

    [LoggerMessage(Level = LogLevel.Information, Message = "{Api} OrderID {OrderId} AccessID {AccessId}: {Outcome} ({Ms:0.0} ms)")]
    static partial void Log(ILogger log, string api, string orderId, string accessId, string outcome, double ms);
}
