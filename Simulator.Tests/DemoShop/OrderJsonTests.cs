using System.Text.Json;
using KantanSim.DemoShop;

namespace KantanSim.Tests.DemoShop;

/// <summary>The stored form of an order.</summary>
public sealed class OrderJsonTests
{
    // The property names are those of earlier builds.
    const string Stored = """
        {
          "OrderId": "DEMO-1", "Number": 1, "ProductId": "pot", "ItemName": "Pot", "Amount": 2400, "Tax": 240, "JobCd": "AUTH",
          "CreatedAt": "2026-01-15T00:00:00+00:00", "ChangedAt": "2026-01-15T00:00:00+00:00", "State": "Paying",
          "Told": [{ "Number": 1, "At": "2026-01-15T00:00:00+00:00", "By": "Browser", "Status": "AUTH", "ErrInfo": "", "Confirmed": "" }],
          "Heard": 1,
          "Asked": {
            "At": "2026-01-15T00:00:00+00:00", "Word": "NoAnswer",
            "Trouble": { "Api": "SearchTradeMulti", "Errors": [], "Fault": "no answer" }
          },
          "AskAt": "2026-01-15T00:01:00+00:00",
          "Trouble": { "Api": "ExecTranRecruit", "Errors": ["M01054004"], "Fault": "" }
        }
        """;

    [Theory]
    [InlineData("null", 0)]
    [InlineData("\"2026-01-16T00:00:00+00:00\"", 1)]
    [InlineData("[\"2026-01-16T00:00:00+00:00\"]", 1)]
    public void A_delivery_of_an_earlier_build_is_read(string stored, int deliveries)
    {
        var order = new KantanSim.DemoShop.Order
        {
            OrderId = "DEMO-1",
            Number = 1,
            ProductId = "pot",
            ItemName = "Pot",
            Amount = 2400,
            Tax = 240,
            JobCd = "AUTH",
            CreatedAt = default,
            ChangedAt = default,
        };
        var json = JsonSerializer.Serialize(order, OrderJson.Default.Order);
        var earlier = json.Replace("\"DeliveredAt\":[]", $"\"DeliveredAt\":{stored}", StringComparison.Ordinal);
        Assert.Equal(deliveries, JsonSerializer.Deserialize(earlier, OrderJson.Default.Order)!.Deliveries.Length);
    }

    [Fact]
    public void An_order_of_an_earlier_build_is_read()
    {
        var order = JsonSerializer.Deserialize(Stored, OrderJson.Default.Order)!;
        Assert.Equal((1, ReportSource.Browser), (order.ReportCount, order.Reports[0].Source));
        Assert.Equal((InquiryOutcome.NoAnswer, "no answer"), (order.LastInquiry!.Outcome, order.LastInquiry.Failure!.Fault));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 0, 1, 0, TimeSpan.Zero), order.NextInquiryAt);
        Assert.Equal(["M01054004"], order.Failure!.Errors);
        Assert.Equal((0, null), (order.Captured, order.NewPrice));
    }
}
