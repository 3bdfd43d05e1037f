using KantanSim.Configuration;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>
/// A scenario may answer a registration itself, so that the order stays unregistered. The engine counts how often it has done so for each
/// order, up to a maximum number of orders.
/// </summary>
public sealed class UnregisteredOrderTests
{
    const string FailsOnce = """
        name: fails-once
        title: The registration fails once
        description: A good merchant calls again.
        rules:
          - { when: received, then: { httpStatus: { code: 503 } }, times: 1 }
        """;

    [Fact]
    public async Task Counts_are_kept_up_to_the_limit_and_all_are_reset_by_one_order_more()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("fails-once", FailsOnce);
        var scenarios = simulated.GetService<ScenarioEngine>();
        for (var number = 1; number <= ServerLimits.MaxUnregisteredOrders; number++) Assert.True(Fails(scenarios, number));
        // All orders are known: neither the first nor the last fails again, and a repeated order does not count twice.
        Assert.False(Fails(scenarios, 1));
        Assert.False(Fails(scenarios, ServerLimits.MaxUnregisteredOrders));
        Assert.False(Fails(scenarios, 1));
        Assert.True(Fails(scenarios, ServerLimits.MaxUnregisteredOrders + 1));
        Assert.True(Fails(scenarios, 1));
        Assert.False(Fails(scenarios, ServerLimits.MaxUnregisteredOrders + 1));
    }

    [Fact]
    public async Task A_registered_order_frees_its_place()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("fails-once", FailsOnce);
        var scenarios = simulated.GetService<ScenarioEngine>();
        for (var number = 1; number <= ServerLimits.MaxUnregisteredOrders; number++) Fails(scenarios, number);
        Assert.NotEmpty(scenarios.TakeCountsBeforeRegistration(TestOrder.FirstShop, "ARRIVAL-2"));
        Assert.Empty(scenarios.TakeCountsBeforeRegistration(TestOrder.FirstShop, "ARRIVAL-2"));
        Assert.True(Fails(scenarios, ServerLimits.MaxUnregisteredOrders + 1));
        Assert.False(Fails(scenarios, 1));
    }

    static bool Fails(ScenarioEngine scenarios, int number) =>
        scenarios.PlayBeforeRegistration(
            "fails-once", new() { ShopId = TestOrder.FirstShop, ShopPass = "" }, $"ARRIVAL-{number}", 1000, "EntryTranRecruit")
            is ScenarioAction.HttpStatus;
}
