using System.Globalization;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a call to the gateway and its answer, with the meanings of its error codes.</summary>
internal static class ExchangeModel
{
    public static Dictionary<string, object?> Of(Exchange exchange) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"call-{exchange.Number}"),
        ["at"] = DisplayText.Time(exchange.At),
        ["ms"] = DisplayText.Milliseconds(exchange.Milliseconds),
        ["api"] = exchange.Api,
        ["verb"] = exchange.Verb,
        ["http"] = exchange.HttpStatus,
        ["access_id"] = exchange.AccessId ?? "",
        ["order_id"] = exchange.OrderId,
        ["notes"] = DisplayText.Notes(exchange.Notes),
        ["head"] = DisplayText.Fields(Head(exchange.Head)),
        ["request"] = DisplayText.Fields(exchange.ShownRequest),
        ["answer"] = DisplayText.Fields(exchange.Answer),
        ["errors"] = DisplayText.Errors(ErrorCodes(exchange)),
    };

    // The page that returns the browser carries the payment's error in its fields, but is not refused itself.
    static string[] ErrorCodes(Exchange exchange)
    {
        var isReturn = exchange.Answer.ContainsKey("RetURL");
        return !isReturn && exchange.Answer.TryGetValue("ErrInfo", out var list) ? list.Split('|') : [];
    }

    // Nothing for the usual request: a form without a query.
    static IEnumerable<KeyValuePair<string, string>> Head(RequestHead head)
    {
        if (head.IsUsual) yield break;
        yield return new("Content-Type", head.ContentType.Length > 0 ? head.ContentType : "-");
        if (head.ContentEncoding.Length > 0) yield return new("Content-Encoding", head.ContentEncoding);
        if (head.Query.Length > 0) yield return new("?", head.Query);
    }
}
