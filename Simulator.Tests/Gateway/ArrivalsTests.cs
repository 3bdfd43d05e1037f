using KantanSim.Configuration;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>Orders whose registration a scenario has answered are remembered until it is made; how many there are has an end.</summary>
public sealed class ArrivalsTests
{
    const string FailsOnce = """
        name: fails-once
        title: The registration fails once
        description: A good merchant calls again.
        rules:
          - { when: received, then: { httpStatus: { code: 503 } }, times: 1 }
        """;

    [Fact]
    public async Task They_are_remembered_up_to_the_limit_and_one_more_makes_all_start_anew()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("fails-once", FailsOnce);
        var scenarios = simulated.GetService<ScenarioEngine>();
        for (var number = 1; number <= ServerLimits.MaxUnregisteredOrders; number++) Assert.True(Fails(scenarios, number));
        // All are known: the oldest and the newest have failed once already, and their coming again takes no place.
        Assert.False(Fails(scenarios, 1));
        Assert.False(Fails(scenarios, ServerLimits.MaxUnregisteredOrders));
        Assert.False(Fails(scenarios, 1));
        Assert.True(Fails(scenarios, ServerLimits.MaxUnregisteredOrders + 1));
        Assert.True(Fails(scenarios, 1));
        Assert.False(Fails(scenarios, ServerLimits.MaxUnregisteredOrders + 1));
    }

    [Fact]
    public async Task A_registration_that_is_made_leaves_its_place()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("fails-once", FailsOnce);
        var scenarios = simulated.GetService<ScenarioEngine>();
        for (var number = 1; number <= ServerLimits.MaxUnregisteredOrders; number++) Fails(scenarios, number);
        Assert.NotEmpty(scenarios.TakeArrivals(TestOrder.FirstShop, "ARRIVAL-2"));
        Assert.Empty(scenarios.TakeArrivals(TestOrder.FirstShop, "ARRIVAL-2"));
        Assert.True(Fails(scenarios, ServerLimits.MaxUnregisteredOrders + 1));
        Assert.False(Fails(scenarios, 1));
    }

    static bool Fails(ScenarioEngine scenarios, int number) =>
        scenarios.PlayArrival("fails-once", new() { ShopId = TestOrder.FirstShop, ShopPass = "" }, $"ARRIVAL-{number}", 1000,
            "EntryTranRecruit") is ScenarioAction.HttpStatus;
}
