using System.Diagnostics;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Records a request to the gateway: on the page of calls, in the change feed and in the log.</summary>
internal static partial class CallRecords
{
    static readonly Dictionary<string, string> NoFields = [];

    /// <param name="exchange">Its secrets are masked.</param>
    /// <param name="outcome">What the log says of the answer, secrets masked.</param>
    public static void Add(HttpContext http, Exchange exchange, Request request, string outcome)
    {
        var (services, by) = (http.RequestServices, http.RequestServices.GetRequiredService<KnownSecrets>().ForText());
        services.GetRequiredService<TrafficRing>().Add(exchange);
        // A transaction's own change is published when it is saved.
        if (exchange.AccessId is null)
            services.GetRequiredService<Changes>().Publish(new($"call {exchange.Api}", "", by.Field("ShopID", request["ShopID"]), by.Field("OrderID", request["OrderID"]), "", exchange.At));
        var orderId = request["OrderID"] is { Length: > 0 } sent ? by.Field("OrderID", sent)
            : exchange.AccessId is { } accessId ? services.GetRequiredService<Ledger>().Find(accessId)?.OrderId : null;
        Log(services.GetRequiredService<ILogger<GatewayCalls>>(), exchange.Api, LogText.Id(orderId), LogText.Id(exchange.AccessId), outcome, exchange.Milliseconds);
    }

    /// <summary>Records a request that no API has answered.</summary>
    /// <param name="notes">Why, and what was probably meant.</param>
    public static void AddMissed(HttpContext http, string[] notes, byte[] body, long began)
    {
        var (services, status) = (http.RequestServices, http.Response.StatusCode);
        var choices = services.GetRequiredService<Moments>().Choices;
        var request = Request.Read(body, choices);
        var by = services.GetRequiredService<KnownSecrets>().For(request, body);
        var exchange = new Exchange(
            services.GetRequiredService<TimeProvider>().GetUtcNow(), Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            by.Text(PathHint.Shown(http.Request.Path)), http.Request.Method, status, null, choices, NoFields,
            [.. notes.Select(note => by.Values(note))], KeptBody.Of(body, http.Request.ContentType, by), null);
        Add(http, exchange, request, $"HTTP {status}. {exchange.Notes[0]}");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Api} OrderID {OrderId} AccessID {AccessId}: {Outcome} ({Ms:0.0} ms)")]
    static partial void Log(ILogger log, string api, string orderId, string accessId, string outcome, double ms);
}
