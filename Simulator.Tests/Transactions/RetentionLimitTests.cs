using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Transactions;

/// <summary>
/// What goes by number and by age, to the payment and to the tick; and what stays because it is being changed in that moment.
/// </summary>
public sealed class RetentionLimitTests
{
    static readonly DateTimeOffset Never = DateTimeOffset.MinValue;

    [Theory]
    [InlineData(4, "3 2 1")]
    [InlineData(3, "3 2 1")]
    [InlineData(2, "3 2")]
    [InlineData(0, "")]
    public async Task The_oldest_go_that_are_more_than_the_number(int keep, string left)
    {
        await using var simulated = await ThreeEnded();
        await simulated.GetService<TransactionPurger>().PurgeFinished(keep, Never, Never);
        Assert.Equal(left, await Kept(simulated));
    }

    [Theory]
    [InlineData(0, "3 2")]
    [InlineData(1, "3")]
    public async Task One_goes_that_was_changed_before_the_moment_and_not_at_it(long ticks, string left)
    {
        await using var simulated = await ThreeEnded();
        var changedAt = simulated.GetService<Ledger>().FindByOrder(TestOrder.FirstShop, "2")!.ChangedAt;
        await simulated.GetService<TransactionPurger>().PurgeFinished(int.MaxValue, changedAt.AddTicks(ticks), Never);
        Assert.Equal(left, await Kept(simulated));
    }

    [Fact]
    public async Task An_old_payment_goes_although_an_older_one_was_changed_since()
    {
        await using var simulated = await SimulatorFixture.Start();
        var first = await simulated.RequestPayment("1", "cancel");
        await simulated.PostConsumerAction(await simulated.RequestPayment("2", "cancel"));
        await simulated.Advance("PT1S");
        await simulated.PostConsumerAction(first);
        await simulated.Advance("PT0S");
        await simulated.GetService<TransactionPurger>().PurgeFinished(int.MaxValue, simulated.GetService<Ledger>().Find(first.AccessId)!.ChangedAt, Never);
        Assert.Equal("1", await Kept(simulated));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "")]
    public async Task One_that_was_never_requested_goes_when_it_was_registered_before_the_moment_and_not_at_it(long ticks, string left)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("1");
        await simulated.GetService<TransactionPurger>().PurgeFinished(0, Never, simulated.GetService<TimeProvider>().GetUtcNow().AddTicks(ticks));
        Assert.Equal(left, await Kept(simulated));
    }

    // A hundredth more may be there for a while: of 100, one.
    [Fact]
    public async Task The_number_may_be_passed_by_a_hundredth()
    {
        await using var simulated = await SimulatorFixture.Start();
        var retention = Retention(simulated, payments: 100, days: 0);
        await Task.WhenAll(Enumerable.Range(1, 101).Select(number => simulated.RegisterPayment($"{number}")));
        await simulated.Advance("P2D");
        await retention.PurgeIfNeeded();
        Assert.Equal(101, simulated.GetService<Ledger>().Count);
        await simulated.RegisterPayment("102");
        await retention.PurgeIfNeeded();
        Assert.Equal(100, simulated.GetService<Ledger>().Count);
    }

    [Fact]
    public async Task A_payment_goes_after_its_days_and_is_looked_for_once_an_hour()
    {
        await using var simulated = await ThreeEnded();
        var retention = Retention(simulated, payments: 100, days: 1);
        // One second after another they have ended: a day after the first, to the tick, all are still there.
        await simulated.CallApi(HttpMethod.Post, "/clock/advance",
            $$"""{"to":"{{simulated.GetService<Ledger>().FindByOrder(TestOrder.FirstShop, "1")!.ChangedAt.AddDays(1):o}}"}""");
        await retention.PurgeIfNeeded();
        Assert.Equal("3 2 1", await Kept(simulated));
        await simulated.Advance("PT59M59.9999999S");
        await retention.PurgeIfNeeded();
        Assert.Equal("3 2 1", await Kept(simulated));
        await simulated.Advance("PT0.0000001S");
        await retention.PurgeIfNeeded();
        Assert.Equal("", await Kept(simulated));
    }

    [Fact]
    public void What_was_never_requested_is_finished_after_a_day() =>
        Assert.Equal(TimeSpan.FromDays(1), KantanSim.Transactions.Retention.Abandoned);

    // Its change is saved together with the forgetting: what the change makes due would be left without a payment.
    [Theory]
    [InlineData("cancelled")]
    [InlineData("notified once more")]
    public async Task One_that_is_being_changed_stays(string how)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("1", jobCd: "CAPTURE");
        await simulated.Advance("P20D");
        var (store, ledger, agenda) = (simulated.GetService<Store>(), simulated.GetService<Ledger>(), simulated.GetService<JobSchedule>());
        Assert.Empty(agenda.ForTransaction(ledger.Find(order.AccessId)!));
        using var busy = new Busy(store);
        await busy.Running;
        // Both wait for the writer, the change before the forgetting: they are saved together.
        var change = store.Write(writing => Change(simulated, writing, order.AccessId, how));
        var forgetting = simulated.GetService<TransactionPurger>().PurgeFinished(0, Never, Never);
        busy.End();
        await change;
        Assert.Equal(0, await forgetting);
        Assert.Single(agenda.ForTransaction(ledger.Find(order.AccessId)!));
        // Once that is done it goes.
        await simulated.Advance("P40D");
        Assert.Equal(1, await simulated.GetService<TransactionPurger>().PurgeFinished(0, Never, Never));
    }

    static void Change(SimulatorFixture simulated, UnitOfWork writing, string accessId, string how)
    {
        var (ledger, agenda) = (simulated.GetService<Ledger>(), simulated.GetService<JobSchedule>());
        var transaction = ledger.FindStaged(writing, accessId)!;
        var at = simulated.GetService<TimeProvider>().GetUtcNow().AddDays(30);
        if (how == "cancelled")
            writing.Put(simulated.GetService<LedgerCollections>().Transactions, transaction.Number, transaction with { ChangedAt = at });
        else ledger.Put(writing, ledger.FindNotification(writing, transaction.Number, 1)! with { NextAttemptAt = at });
        agenda.Put(writing, ScheduledJob.For(transaction, how == "cancelled" ? JobKind.Expiry : JobKind.Notification, at, how == "cancelled" ? 0 : 1));
    }

    // 26,000 that wait for their deposit were read at each look; a look now reads what can go.
    [Fact]
    public async Task Payments_that_cannot_go_are_not_looked_at()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (forgetting, ledger) = (simulated.GetService<TransactionPurger>(), simulated.GetService<Ledger>());
        for (var number = 1; number <= 30; number++) await simulated.Pay($"WAIT-{number}", jobCd: "CAPTURE");
        Assert.Equal(0, await forgetting.PurgeFinished(5, Never, Never));
        Assert.Equal(0, forgetting.ExaminedCount);
        // One that can go is found behind them.
        await simulated.PostConsumerAction(await simulated.RequestPayment("GOES", "cancel"));
        await simulated.Advance("PT0S");
        Assert.Equal(1, await forgetting.PurgeFinished(5, Never, Never));
        Assert.Equal((1, 30), (forgetting.ExaminedCount, ledger.Count));
        // Those that are registered only are looked at once each, and one of them at each further look.
        for (var number = 1; number <= 30; number++) await simulated.RegisterPayment($"YOUNG-{number}");
        await forgetting.PurgeFinished(5, Never, Never);
        var looked = forgetting.ExaminedCount;
        for (var look = 0; look < 10; look++) await forgetting.PurgeFinished(5, Never, Never);
        Assert.Equal(looked + 10, forgetting.ExaminedCount);
    }

    [Fact]
    public async Task Payments_of_an_earlier_start_are_found()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-");
        await using (var first = await SimulatorFixture.Start(folder.FullName))
        {
            await first.Pay("WAITS", jobCd: "CAPTURE");
            await first.PostConsumerAction(await first.RequestPayment("GOES", "cancel"));
            await first.Advance("PT0S");
        }
        await using (var second = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(1, await second.GetService<TransactionPurger>().PurgeFinished(0, Never, Never));
            Assert.Equal("WAITS", await Kept(second));
        }
        folder.Delete(recursive: true);
    }

    static async Task<SimulatorFixture> ThreeEnded()
    {
        var simulated = await SimulatorFixture.Start();
        foreach (var orderId in new[] { "1", "2", "3" })
        {
            var order = await simulated.RequestPayment(orderId, "cancel");
            await simulated.PostConsumerAction(order);
            await simulated.Advance("PT1S");
        }
        return simulated;
    }

    static KantanSim.Transactions.Retention Retention(SimulatorFixture simulated, int payments, int days) => new(
        simulated.GetService<Ledger>(), simulated.GetService<TransactionPurger>(), simulated.GetService<ChangeFeed>(), simulated.GetService<TimeProvider>(),
            NullLogger<KantanSim.Transactions.Retention>.Instance, payments, days);

    static async Task<string> Kept(SimulatorFixture simulated) =>
        string.Join(' ', (await simulated.CallApi(HttpMethod.Get,
            "/transactions"))["body"]!["items"]!.AsArray().Select(item => (string)item!["orderId"]!));

    /// <summary>Keeps the store's writer busy: what is written meanwhile is saved together afterwards.</summary>
    sealed class Busy : IDisposable
    {
        readonly TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly ManualResetEventSlim ended = new();

        public Busy(Store store) => Done = store.Write(_ =>
        {
            running.SetResult();
            ended.Wait();
        });

        public Task Running => running.Task;

        Task Done { get; }

        public void End() => ended.Set();

        public void Dispose()
        {
            End();
            Done.GetAwaiter().GetResult();
            ended.Dispose();
        }
    }
}
