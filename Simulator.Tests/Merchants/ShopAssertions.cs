using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Merchants;

/// <summary>What is true of a good shop whenever it has nothing left to do.</summary>
internal static class ShopAssertions
{
    /// <summary>Shop and gateway have the same payments in the same states, and nothing was shipped twice.</summary>
    public static async Task AssertAgrees(this ShopVisit visit, SimulatorFixture simulated)
    {
        var payments = await simulated.Transactions($"?shopId={visit.ShopId}&limit=100");
        foreach (var payment in payments)
        {
            var order = visit.Shop.Order(payment.OrderId);
            Assert.True(StatesFor(payment.Status).Contains(order.State), $"{payment.Status} is {order.State}:\n{visit}");
            Assert.Equal((payment.AccessId, payment.Total), (order.AccessId, order.Amount));
        }
        var unknown = visit.Shop.Records.Orders.Where(order => payments.All(payment => payment.OrderId != order.OrderId));
        Assert.All(unknown, order => Assert.Equal(ShopOrderState.Failed, order.State));
        Assert.All(visit.Shop.Records.Orders, order => Assert.Equal(order.ShippedAt is null ? 0 : 1, Count(visit, order, "shipped")));
    }

    /// <summary>The advice has no error and no warning about the shop.</summary>
    public static async Task AssertNoFindings(this ShopVisit visit, SimulatorFixture simulated)
    {
        var findings = await simulated.Advice(shopId: visit.ShopId);
        var faults = findings.Where(finding => finding.Severity is "error" or "warning");
        Assert.Empty(faults.Select(finding => $"{finding.Rule}: {finding.Sentence}\n{visit}"));
    }

    /// <summary>How often the log of an order says something.</summary>
    public static int Count(this ShopVisit visit, ShopOrder order, string what) => visit.Shop.Records.Log.Count(entry =>
        entry.OrderId == order.OrderId && entry.What.StartsWith(what, StringComparison.Ordinal));

    // A payment that nobody can make any more may have failed for the shop before it expires at the gateway.
    static ShopOrderState[] StatesFor(string status) => status switch
    {
        "UNPROCESSED" or "REQSUCCESS" or "AUTHPROCESS" => [ShopOrderState.Open, ShopOrderState.Failed],
        "AUTH" => [ShopOrderState.Paid],
        "CAPTURE" => [ShopOrderState.Paid, ShopOrderState.Shipped],
        "SALES" => [ShopOrderState.Shipped],
        "CANCEL" => [ShopOrderState.Cancelled],
        _ => [ShopOrderState.Failed],
    };
}
