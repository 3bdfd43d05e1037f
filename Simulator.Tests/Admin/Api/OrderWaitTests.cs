using KantanSim.Tests.Gateway;

namespace KantanSim.Tests.Admin.Api;

/// <summary><c>GET /api/transactions/wait</c>: a test knows its shop and its OrderID, and not the AccessID.</summary>
public sealed class OrderWaitTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    [Fact]
    public async Task A_wait_for_an_order_ends_when_it_is_registered()
    {
        var waiting = shared.Simulated.Get("/api/transactions/wait?shopId=tshop00000001&orderId=COMING-1");
        await shared.Simulated.RegisterPayment("COMING-1");
        using var answer = await waiting;
        Assert.Equal(200, (int)answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"orderId\":\"COMING-1\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_for_an_order_ends_when_it_has_the_status()
    {
        var waiting = shared.Simulated.Get("/api/transactions/wait?shopId=tshop00000001&orderId=COMING-2&status=REQSUCCESS");
        await shared.Simulated.RequestPayment("COMING-2");
        using var answer = await waiting;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"status\":\"REQSUCCESS\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_is_not_registered_in_time_is_a_408()
    {
        var problem = await shared.Simulated.ProblemOf(
            HttpMethod.Get, "/transactions/wait?shopId=tshop00000001&orderId=NEVER-1&status=AUTH&timeoutSeconds=0");
        Assert.Equal((408, "Waited 0 s for the order NEVER-1: the shop has not registered it."), (problem.Status, problem.Detail));
    }

    [Theory]
    [InlineData("orderId=A", 400, "shopId")]
    [InlineData("shopId=tshop00000001", 400, "orderId")]
    [InlineData("shopId=tshop00000001&orderId=A&step=12", 400, "step")]
    [InlineData("shopId=nobody&orderId=A", 404, null)]
    public async Task A_wait_that_names_no_order_is_refused(string query, int status, string? field)
    {
        var problem = await shared.Simulated.ProblemOf(HttpMethod.Get, $"/transactions/wait?{query}");
        Assert.Equal((status, field), (problem.Status, problem.Errors is [var error] ? error.Field : null));
    }
}
