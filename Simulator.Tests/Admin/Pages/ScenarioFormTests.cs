using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The forms that arm and disarm scenarios.</summary>
public sealed class ScenarioFormTests
{
    [Fact]
    public async Task Arm_form_arms_for_the_given_shop_or_order_pattern()
    {
        await using var simulated = await SimulatorFixture.Start();
        var location = await ArmTwo(simulated);
        Assert.Equal("/scenarios/timeout?q=time&done=armed&what=timeout#armed", location);
        Assert.Equal(
            [
                new ArmedScenarioDto("arm-00000001", "cancel", 1, null, "ABC-*"),
                new ArmedScenarioDto("arm-00000002", "timeout", 2, "tshop00000001", null),
            ],
            await simulated.ArmedScenarios());
    }

    [Fact]
    public async Task Disarm_form_removes_that_scenario_only_even_when_posted_twice()
    {
        await using var simulated = await SimulatorFixture.Start();
        await ArmTwo(simulated);
        await DeskResponse.Post(simulated, "/scenarios/disarm", ("id", "arm-00000002"));
        await DeskResponse.Post(simulated, "/scenarios/disarm", ("id", "arm-00000002"));
        Assert.Equal("arm-00000001", Assert.Single(await simulated.ArmedScenarios()).Id);
    }

    [Fact]
    public async Task Armed_scenario_is_played_by_the_next_matching_order_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        await ArmTwo(simulated);
        await simulated.Send(HttpMethod.Delete, "/scenarios/armed/arm-00000002");
        Assert.Equal("cancel", (await simulated.TransactionOf(await simulated.RegisterPayment("ABC-1"))).Scenario);
        Assert.Equal("success", (await simulated.TransactionOf(await simulated.RegisterPayment("ABC-2"))).Scenario);
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Delete, "/scenarios/armed/arm-00000001")).Status);
    }

    /// <returns>The redirect of the second form.</returns>
    static async Task<string> ArmTwo(SimulatorFixture simulated)
    {
        await DeskResponse.Post(simulated, "/scenarios/arm",
            ("scenario", "cancel"), ("page", ""), ("times", "1"), ("shopId", ""), ("orderId", "ABC-*"));
        var second = await DeskResponse.Post(simulated, "/scenarios/arm?q=time&done=armed",
            ("scenario", "timeout"), ("page", "one"), ("times", "2"), ("shopId", "tshop00000001"), ("orderId", ""));
        return second.Location;
    }
}
