using KantanSim.Protocol;
using KantanSim.Traffic;

namespace KantanSim.Dashboard;

/// <summary>A call to the gateway and its answer; a refusal comes with what its codes mean.</summary>
internal static class ExchangeModel
{
    public static Dictionary<string, object?> Of(Exchange exchange, int at)
    {
        var codes = exchange.Answer.TryGetValue("ErrInfo", out var list) ? list.Split('|') : [];
        return new()
        {
            ["id"] = $"call-{at}",
            ["at"] = Text.Time(exchange.At),
            ["ms"] = Text.Milliseconds(exchange.Milliseconds),
            ["api"] = exchange.Api,
            ["verb"] = exchange.Verb,
            ["http"] = exchange.HttpStatus,
            ["access_id"] = exchange.AccessId ?? "",
            ["order_id"] = exchange.Request.GetValueOrDefault("OrderID", ""),
            ["notes"] = exchange.Notes,
            ["request"] = Text.Fields(exchange.Request),
            ["answer"] = Text.Fields(exchange.Answer),
            ["errors"] = codes.Select(code => new Dictionary<string, object?> { ["info"] = code, ["en"] = GatewayErrors.Meaning(code).En, ["ja"] = GatewayErrors.Meaning(code).Ja }),
        };
    }
}
