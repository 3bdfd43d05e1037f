using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Snapshots;

/// <summary>All answers about a shop, byte for byte.</summary>
internal static class ShopAnswers
{
    const string Day = "2026-01-31";

    public static async Task<string> Of(SimulatorFixture simulated, string shopId)
    {
        var orders = await simulated.Transactions($"?shopId={shopId}&limit=500");
        var answers = new List<string>
        {
            await simulated.Send(HttpMethod.Get, $"/transactions?shopId={shopId}&limit=500"),
            await simulated.Send(HttpMethod.Get, $"/deposits?shopId={shopId}"),
            await TextOf(await simulated.Get($"/api/shops/{shopId}/charge-file?date={Day}")),
        };
        var armed = JsonNode.Parse(await simulated.Send(HttpMethod.Get, "/scenarios/armed"))!["items"]!.AsArray();
        answers.AddRange(armed.Where(arm => (string?)arm!["shopId"] == shopId).Select(arm => arm!.ToJsonString()));
        foreach (var order in orders)
        {
            answers.Add(await simulated.Send(HttpMethod.Get, $"/transactions/{order.AccessId}"));
            answers.Add(await simulated.Send(HttpMethod.Get, $"/notifications?accessId={order.AccessId}"));
            var search = FormBody.Write(Search(shopId, order.OrderId).Select(field => KeyValuePair.Create(field.Name, field.Value)));
            var (_, answer) = await simulated.Post("SearchTradeMulti", search);
            answers.Add(string.Join('&', answer.Select(field => $"{field.Key}={field.Value}")));
        }
        return string.Join('\n', answers);
    }

    static (string Name, string Value)[] Search(string shopId, string orderId)
    {
        var payType = orderId.StartsWith("SUB", StringComparison.Ordinal) ? "25" : "24";
        return [("ShopID", shopId), ("ShopPass", "kantansim1"), ("OrderID", orderId), ("PayType", payType)];
    }

    static async Task<string> TextOf(HttpResponseMessage answer)
    {
        using (answer) return Cp932.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
