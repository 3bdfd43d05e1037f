using KantanSim.Configuration;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>The settings KeepPayments and KeepDays.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task The_oldest_finished_payments_are_deleted_and_none_with_a_job()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepPayments=5");
        // Authorised, so it has a job: the end of its validity.
        await simulated.Pay("OPEN-1");
        for (var number = 1; number <= 4; number++) await Fail(simulated, $"DONE-{number}");
        await simulated.RegisterPayment("NEW-1");
        await simulated.RegisterPayment("NEW-2");
        Assert.Equal(["NEW-2", "NEW-1", "DONE-4", "DONE-3", "OPEN-1"], await OrdersAfterPurge(simulated, 5));
    }

    [Fact]
    public async Task A_deleted_payment_is_not_found_and_its_OrderID_can_be_used_again()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepPayments=1");
        await Fail(simulated, "DONE-1");
        await Fail(simulated, "DONE-2");
        Assert.Equal(["DONE-2"], await OrdersAfterPurge(simulated, 1));
        var accessNumber = simulated.GetService<IdentifierGenerator>().AccessNumber(TestOrder.FirstShop, "DONE-1", 1);
        var answer = await simulated.CallApi(HttpMethod.Get, $"/transactions/{IdentifierGenerator.AccessId(accessNumber)}");
        Assert.Equal(404, (int?)answer["http"]);
        Assert.Empty(simulated.GetService<Ledger>().FindAllByOrder(TestOrder.FirstShop, "DONE-1"));
        await simulated.RequestPayment("DONE-1");
        Assert.Single((await simulated.CallApi(HttpMethod.Get, "/transactions?orderId=DONE-1"))["body"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_payment_that_was_never_requested_is_deleted_after_a_day()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepPayments=1");
        await simulated.RegisterPayment("NEW-1");
        await simulated.RegisterPayment("NEW-2");
        await simulated.Advance("PT23H");
        await simulated.RegisterPayment("NEW-3");
        Assert.Equal(["NEW-3", "NEW-2", "NEW-1"], await OrdersAfterPurge(simulated, 3));
        await simulated.Advance("PT2H");
        await simulated.RegisterPayment("NEW-4");
        Assert.Equal(["NEW-4", "NEW-3"], await OrdersAfterPurge(simulated, 2));
    }

    [Fact]
    public async Task The_age_counts_from_the_last_change()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:KeepDays=30");
        await Fail(simulated, "OLD-1");
        await simulated.Advance("P20D");
        await Fail(simulated, "YOUNG-1");
        await simulated.Advance("P11D");
        await simulated.RegisterPayment("NEW-1");
        Assert.Equal(["NEW-1", "YOUNG-1"], await OrdersAfterPurge(simulated, 2));
    }

    [Theory]
    [InlineData("KeepPayments", "0", "a whole number from 1 to 100000000")]
    [InlineData("KeepPayments", "many", "a whole number from 1 to 100000000")]
    [InlineData("KeepPayments", "100000001", "a whole number from 1 to 100000000")]
    [InlineData("KeepDays", "36501", "a whole number from 0 to 36500")]
    [InlineData("KeepDays", "-1", "a whole number from 0 to 36500")]
    public async Task An_invalid_number_stops_the_start(string name, string value, string allowed)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => SimulatorFixture.Start(settings: $"--KantanSim:{name}={value}"));
        Assert.Equal($"Setting KantanSim:{name} is \"{value}\"; allowed: {allowed}.", fault.Message);
    }

    static async Task Fail(SimulatorFixture simulated, string orderId)
    {
        var order = await simulated.RequestPayment(orderId, "cancel");
        await simulated.PostConsumerAction(order);
        await simulated.CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=PAYFAIL");
        await simulated.Advance("PT0S");
    }

    // Retention runs in the background after the change that made one payment too many, and publishes a change itself.
    static async Task<IReadOnlyList<string>> OrdersAfterPurge(SimulatorFixture simulated, int count)
    {
        var ledger = simulated.GetService<Ledger>();
        using var subscription = simulated.GetService<ChangeFeed>().Subscribe();
        while (ledger.Count > count) await subscription.Events.ReadAsync(TestContext.Current.CancellationToken);
        var answer = await simulated.CallApi(HttpMethod.Get, "/transactions");
        return [.. answer["body"]!["items"]!.AsArray().Select(item => (string)item!["orderId"]!)];
    }
}
