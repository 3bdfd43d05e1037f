#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>POST /api/shops/{id}/connectivity-test: the gateway's test post to a shop's notification URL.</summary>
public sealed class ConnectivityTestTests
{
    [Theory]
    [InlineData("0",      "received")]
    [InlineData("<html>", "not received: the answer is 200, but its body is not 0")]
    public async Task Connectivity_test_reports_how_the_shop_answered(string reply, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: reply);
        var attempt = await Test(simulated);
        Assert.Equal((outcome, reply, 200), (attempt.Outcome, attempt.Reply, attempt.HttpStatus));
    }

    [Fact]
    public async Task Connectivity_test_posts_the_success_codes()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Test(simulated);
        var posted = Assert.Single(simulated.Received("/notify"));
        Assert.Equal(("E00", "E00000000"), (posted["ErrCode"], posted["ErrInfo"]));
    }

    static Task<AttemptDto> Test(SimulatorFixture simulated) =>
        simulated.Send<AttemptDto>(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test");
}
