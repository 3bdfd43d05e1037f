using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Api;

/// <summary>A notification URL or a RetURL that leads to the operator's endpoints does nothing there.</summary>
public sealed class SelfRequestTests
{
    [Theory]
    [InlineData("/reset")]
    [InlineData("/api/reset")]
    [InlineData("/api/clock/advance")]
    [InlineData("/sign-in")]
    public async Task Notification_to_the_operators_path_is_refused_and_logged(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        var logged = simulated.Logged(LogLevel.Warning);
        await NotifyUrl(simulated, path);
        var order = await simulated.RequestPayment("OWN-1");
        await simulated.Advance("PT0S");
        Assert.All(await simulated.NotificationsOf(order), one => Assert.Equal(403, Assert.Single(one.Attempts).HttpStatus));
        Assert.Contains(logged, line => line.Contains($"POST {path} refused: from KantanSim itself", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connectivity_test_to_the_operators_path_is_refused()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("OWN-2");
        await NotifyUrl(simulated, "/reset");
        var answer = await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test", "{}");
        Assert.Contains("403", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("UNPROCESSED", await simulated.Status(order));
    }

    [Fact]
    public async Task Return_that_a_scenario_repeats_to_the_operators_path_is_refused()
    {
        await using var simulated = await SimulatorFixture.Start();
        var logged = simulated.Logged(LogLevel.Warning);
        var entered = await simulated.RegisterPayment("OWN-3", scenario: "return-doubled");
        await simulated.CallOperation("ExecTranRecruit", entered, ("RetURL", $"{simulated.Url}/reset"), ("ItemName", "Mug"));
        await simulated.PostConsumerAction(entered);
        Assert.Contains(logged, line => line.Contains("POST /reset refused: from KantanSim itself", StringComparison.Ordinal));
        Assert.Equal("AUTH", await simulated.Status(entered));
    }

    [Fact]
    public async Task Notification_to_the_demo_shop_arrives()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var order = await simulated.RequestPayment("OWN-4");
        await simulated.Advance("PT0S");
        Assert.All(await simulated.NotificationsOf(order), one => Assert.Equal(200, Assert.Single(one.Attempts).HttpStatus));
    }

    [Fact]
    public async Task Form_of_the_return_page_is_refused_at_the_operators_path()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("OWN-5");
        (string, string)[] headers =
            [("Origin", simulated.Url), ("Sec-Fetch-Site", "same-origin"), ("Referer", $"{simulated.Url}/payment/return/1")];
        using var answer = await simulated.PostForm("/reset", "OrderID=OWN-5", headers);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal("UNPROCESSED", await simulated.Status(order));
    }

    static Task NotifyUrl(SimulatorFixture simulated, string path) =>
        simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{simulated.Url}}{{path}}"}""");
}
