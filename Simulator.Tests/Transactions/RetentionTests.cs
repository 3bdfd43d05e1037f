using KantanSim.Configuration;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>What goes when there are too many payments or they are too old, and what never goes.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task The_oldest_finished_go_and_none_that_has_something_due()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepPayments=5");
        // Authorised: its validity is due to end.
        await simulated.Pay("OPEN-1");
        for (var number = 1; number <= 4; number++) await Fails(simulated, $"DONE-{number}");
        await simulated.RegisterPayment("NEW-1");
        await simulated.RegisterPayment("NEW-2");
        Assert.Equal(["NEW-2", "NEW-1", "DONE-4", "DONE-3", "OPEN-1"], await Kept(simulated, 5));
        // Gone as if it had never been: not found by its order, which is free again.
        Assert.Equal(404, (int?)(await simulated.CallApi(HttpMethod.Get, $"/transactions/{IdentifierGenerator.AccessId(simulated.GetService<IdentifierGenerator>().AccessNumber("tshop00000001", "DONE-1", 1))}"))["http"]);
        Assert.Empty(simulated.GetService<Ledger>().FindAllByOrder("tshop00000001", "DONE-1"));
        await simulated.RequestPayment("DONE-1");
        Assert.Single((await simulated.CallApi(HttpMethod.Get, "/transactions?orderId=DONE-1"))["body"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_registered_and_never_requested_goes_after_a_day()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepPayments=1");
        await simulated.RegisterPayment("NEW-1");
        await simulated.RegisterPayment("NEW-2");
        await simulated.Advance("PT23H");
        await simulated.RegisterPayment("NEW-3");
        Assert.Equal(["NEW-3", "NEW-2", "NEW-1"], await Kept(simulated, 3));
        await simulated.Advance("PT2H");
        await simulated.RegisterPayment("NEW-4");
        Assert.Equal(["NEW-4", "NEW-3"], await Kept(simulated, 2));
    }

    [Fact]
    public async Task By_age_counted_from_the_last_change()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepDays=30");
        await Fails(simulated, "OLD-1");
        await simulated.Advance("P20D");
        await Fails(simulated, "YOUNG-1");
        await simulated.Advance("P11D");
        await simulated.RegisterPayment("NEW-1");
        Assert.Equal(["NEW-1", "YOUNG-1"], await Kept(simulated, 2));
    }

    [Theory]
    [InlineData("KeepPayments", "0", "a whole number from 1 to 100000000")]
    [InlineData("KeepPayments", "many", "a whole number from 1 to 100000000")]
    [InlineData("KeepPayments", "100000001", "a whole number from 1 to 100000000")]
    [InlineData("KeepDays", "36501", "a whole number from 0 to 36500")]
    [InlineData("KeepDays", "-1", "a whole number from 0 to 36500")]
    public async Task A_wrong_number_stops_the_start(string name, string value, string allowed)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => SimulatorFixture.Start(settings: $"--KantanSim:{name}={value}"));
        Assert.Equal($"Setting KantanSim:{name} is \"{value}\"; allowed: {allowed}.", fault.Message);
    }

    static async Task Fails(SimulatorFixture simulated, string orderId)
    {
        var order = await simulated.RequestPayment(orderId, "cancel");
        await simulated.PostConsumerAction(order);
        await simulated.CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=PAYFAIL");
        await simulated.Advance("PT0S");
    }

    // It happens right after the change that made one too many, and is told.
    static async Task<IReadOnlyList<string>> Kept(SimulatorFixture simulated, int count)
    {
        var ledger = simulated.GetService<Ledger>();
        using var watch = simulated.GetService<ChangeFeed>().Subscribe();
        while (ledger.Count > count) await watch.Events.ReadAsync(TestContext.Current.CancellationToken);
        return [.. (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray().Select(item => (string)item!["orderId"]!)];
    }
}
