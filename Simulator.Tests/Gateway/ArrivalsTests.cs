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
        await using var simulated = await Simulated.Playing("fails-once", FailsOnce);
        var scenarios = simulated.Part<ScenarioChoices>();
        for (var number = 1; number <= Limits.MostArrivals; number++) Assert.True(Fails(scenarios, number));
        // All are known: the oldest and the newest have failed once already, and their coming again takes no place.
        Assert.False(Fails(scenarios, 1));
        Assert.False(Fails(scenarios, Limits.MostArrivals));
        Assert.False(Fails(scenarios, 1));
        Assert.True(Fails(scenarios, Limits.MostArrivals + 1));
        Assert.True(Fails(scenarios, 1));
        Assert.False(Fails(scenarios, Limits.MostArrivals + 1));
    }

    [Fact]
    public async Task A_registration_that_is_made_leaves_its_place()
    {
        await using var simulated = await Simulated.Playing("fails-once", FailsOnce);
        var scenarios = simulated.Part<ScenarioChoices>();
        for (var number = 1; number <= Limits.MostArrivals; number++) Fails(scenarios, number);
        Assert.NotEmpty(scenarios.ArrivalsOf(Order.FirstShop, "ARRIVAL-2"));
        Assert.Empty(scenarios.ArrivalsOf(Order.FirstShop, "ARRIVAL-2"));
        Assert.True(Fails(scenarios, Limits.MostArrivals + 1));
        Assert.False(Fails(scenarios, 1));
    }

    static bool Fails(ScenarioChoices scenarios, int number) =>
        scenarios.PlayArrival("fails-once", new() { ShopId = Order.FirstShop, ShopPass = "" }, $"ARRIVAL-{number}", 1000,
            "EntryTranRecruit") is Reaction.HttpStatus;
}
