using System.Globalization;
using KantanSim.Protocol;
using KantanSim.Traffic;

namespace KantanSim.Admin.Pages;

/// <summary>A call to the gateway and its answer; a refusal comes with what its codes mean.</summary>
internal static class ExchangeModel
{
    public static Dictionary<string, object?> Of(Exchange exchange)
    {
        // A return carries the payment's error; it is not refused itself.
        var isReturn = exchange.Answer.ContainsKey("RetURL");
        var codes = !isReturn && exchange.Answer.TryGetValue("ErrInfo", out var list) ? list.Split('|') : [];
        return new()
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"call-{exchange.Number}"),
            ["at"] = DisplayText.Time(exchange.At),
            ["ms"] = DisplayText.Milliseconds(exchange.Milliseconds),
            ["api"] = exchange.Api,
            ["verb"] = exchange.Verb,
            ["http"] = exchange.HttpStatus,
            ["access_id"] = exchange.AccessId ?? "",
            ["order_id"] = exchange.Request.GetValueOrDefault("OrderID", ""),
            ["notes"] = DisplayText.Notes(exchange.Notes),
            ["head"] = Head(exchange.Head),
            ["request"] = DisplayText.Fields(exchange.Request),
            ["answer"] = DisplayText.Fields(exchange.Answer),
            ["errors"] = codes.Select(code => new Dictionary<string, object?> { ["info"] = code, ["en"] = GatewayErrors.Meaning(code).En, ["ja"] = GatewayErrors.Meaning(code).Ja }),
        };
    }

    // A form without a query is the usual case, of which nothing is shown.
    static IEnumerable<Dictionary<string, object?>> Head(RequestHead head) => head == RequestHead.Usual ? [] : DisplayText.Fields(
    [
        new("Content-Type", head.ContentType.Length > 0 ? head.ContentType : "-"),
        .. head.ContentEncoding.Length > 0 ? new KeyValuePair<string, string>[] { new("Content-Encoding", head.ContentEncoding) } : [],
        .. head.Query.Length > 0 ? new KeyValuePair<string, string>[] { new("?", head.Query) } : [],
    ]);
}
