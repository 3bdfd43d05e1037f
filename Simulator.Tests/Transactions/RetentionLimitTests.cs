using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Transactions;

/// <summary>The limits of retention by number and by age, and payments that are changed in the same commit.</summary>
public sealed class RetentionLimitTests
{
    static readonly DateTimeOffset Never = DateTimeOffset.MinValue;

    [Theory]
    [InlineData(4, "3 2 1")]
    [InlineData(3, "3 2 1")]
    [InlineData(2, "3 2")]
    [InlineData(0, "")]
    public async Task The_oldest_payments_beyond_the_number_are_deleted(int keep, string left)
    {
        await using var simulated = await StartWithThreeFailedPayments();
        await simulated.GetService<TransactionPurger>().PurgeFinished(keep, Ages(Never, Never));
        Assert.Equal(left, await OrdersOf(simulated));
    }

    [Theory]
    [InlineData(0, "3 2")]
    [InlineData(1, "3")]
    public async Task A_payment_changed_before_the_given_time_is_deleted_but_not_one_changed_at_it(long ticks, string left)
    {
        await using var simulated = await StartWithThreeFailedPayments();
        var changedAt = simulated.GetService<Ledger>().FindByOrder(TestOrder.FirstShop, "2")!.ChangedAt;
        await simulated.GetService<TransactionPurger>().PurgeFinished(int.MaxValue, Ages(changedAt.AddTicks(ticks), Never));
        Assert.Equal(left, await OrdersOf(simulated));
    }

    [Fact]
    public async Task An_old_payment_is_deleted_although_an_older_one_was_changed_since()
    {
        await using var simulated = await SimulatorFixture.Start();
        var first = await simulated.RequestPayment("1", "cancel");
        await simulated.PostConsumerAction(await simulated.RequestPayment("2", "cancel"));
        await simulated.Advance("PT1S");
        await simulated.PostConsumerAction(first);
        await simulated.Advance("PT0S");
        var changedAt = simulated.GetService<Ledger>().Find(first.AccessId)!.ChangedAt;
        await simulated.GetService<TransactionPurger>().PurgeFinished(int.MaxValue, Ages(changedAt, Never));
        Assert.Equal("1", await OrdersOf(simulated));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "")]
    public async Task A_payment_never_requested_is_deleted_if_registered_before_the_given_time_but_not_at_it(long ticks, string left)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("1");
        var now = simulated.GetService<ShopClocks>().Now(null);
        await simulated.GetService<TransactionPurger>().PurgeFinished(0, Ages(Never, now.AddTicks(ticks)));
        Assert.Equal(left, await OrdersOf(simulated));
    }

    [Fact]
    public async Task The_number_may_be_exceeded_by_a_hundredth()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var retention = RetentionOf(simulated, maxPayments: 100, maxDays: 0);
        await Task.WhenAll(Enumerable.Range(1, 101).Select(number => simulated.RegisterPayment($"{number}")));
        await simulated.Advance("P2D");
        await retention.PurgeIfNeeded();
        Assert.Equal(101, simulated.GetService<Ledger>().Count);
        await simulated.RegisterPayment("102");
        await retention.PurgeIfNeeded();
        Assert.Equal(100, simulated.GetService<Ledger>().Count);
    }

    [Fact]
    public async Task The_age_is_checked_once_an_hour()
    {
        await using var simulated = await StartWithThreeFailedPayments();
        using var retention = RetentionOf(simulated, maxPayments: 100, maxDays: 1);
        // Exactly a day after the first one ended: it is not older than a day.
        var firstChangedAt = simulated.GetService<Ledger>().FindByOrder(TestOrder.FirstShop, "1")!.ChangedAt;
        await simulated.CallApi(HttpMethod.Post, "/clock/advance", $$"""{"to":"{{firstChangedAt.AddDays(1):o}}"}""");
        await retention.PurgeIfNeeded();
        Assert.Equal("3 2 1", await OrdersOf(simulated));
        await simulated.Advance("PT59M59.9999999S");
        await retention.PurgeIfNeeded();
        Assert.Equal("3 2 1", await OrdersOf(simulated));
        await simulated.Advance("PT0.0000001S");
        await retention.PurgeIfNeeded();
        Assert.Equal("", await OrdersOf(simulated));
    }

    [Fact]
    public void A_payment_never_requested_counts_as_finished_after_a_day() =>
        Assert.Equal(TimeSpan.FromDays(1), Retention.AbandonedAfter);

    // The change is saved in the same commit as the deletion: the job that it schedules would be left without a payment.
    [Theory]
    [InlineData("cancelled")]
    [InlineData("notified again")]
    public async Task A_payment_that_is_changed_in_the_same_commit_is_kept(string how)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("1", jobCd: "CAPTURE");
        await simulated.Advance("P20D");
        var store = simulated.GetService<Store>();
        var ledger = simulated.GetService<Ledger>();
        var schedule = simulated.GetService<JobSchedule>();
        Assert.Empty(schedule.ForTransaction(ledger.Find(order.AccessId)!));
        using var blocked = new BlockedWriter(store);
        await blocked.Running;
        // Both wait for the writer thread, the change first, and are committed together.
        var change = store.Write(work => Change(simulated, work, order.AccessId, how));
        var deletion = simulated.GetService<TransactionPurger>().PurgeFinished(0, Ages(Never, Never));
        blocked.Release();
        await change;
        Assert.Equal(0, await deletion);
        Assert.Single(schedule.ForTransaction(ledger.Find(order.AccessId)!));
        // After the job has run, the payment is deleted.
        await simulated.Advance("P40D");
        Assert.Equal(1, await simulated.GetService<TransactionPurger>().PurgeFinished(0, Ages(Never, Never)));
    }

    static void Change(SimulatorFixture simulated, UnitOfWork work, string accessId, string how)
    {
        var ledger = simulated.GetService<Ledger>();
        var schedule = simulated.GetService<JobSchedule>();
        var transaction = ledger.FindStaged(work, accessId)!;
        var at = simulated.GetService<ShopClocks>().Now(null).AddDays(30);
        if (how == "cancelled")
        {
            work.Put(simulated.GetService<LedgerCollections>().Transactions, transaction.Number, transaction with { ChangedAt = at });
            schedule.Put(work, ScheduledJob.For(transaction, JobKind.Expiry, at));
        }
        else
        {
            ledger.Put(work, ledger.FindNotification(work, transaction.Number, 1)! with { NextAttemptAt = at });
            schedule.Put(work, ScheduledJob.For(transaction, JobKind.Notification, at, index: 1));
        }
    }

    [Fact]
    public async Task Payments_with_a_job_are_not_examined()
    {
        await using var simulated = await SimulatorFixture.Start();
        var purger = simulated.GetService<TransactionPurger>();
        var ledger = simulated.GetService<Ledger>();
        for (var number = 1; number <= 30; number++) await simulated.Pay($"WAIT-{number}", jobCd: "CAPTURE");
        Assert.Equal(0, await purger.PurgeFinished(5, Ages(Never, Never)));
        Assert.Equal(0, purger.ExaminedCount);
        // A finished payment behind them is found.
        await simulated.PostConsumerAction(await simulated.RequestPayment("GOES", "cancel"));
        await simulated.Advance("PT0S");
        Assert.Equal(1, await purger.PurgeFinished(5, Ages(Never, Never)));
        Assert.Equal((1, 30), (purger.ExaminedCount, ledger.Count));
    }

    [Fact]
    public async Task A_further_purge_examines_only_one_of_the_payments_that_were_never_requested()
    {
        await using var simulated = await SimulatorFixture.Start();
        var purger = simulated.GetService<TransactionPurger>();
        for (var number = 1; number <= 30; number++) await simulated.RegisterPayment($"YOUNG-{number}");
        await purger.PurgeFinished(5, Ages(Never, Never));
        var examined = purger.ExaminedCount;
        for (var purge = 0; purge < 10; purge++) await purger.PurgeFinished(5, Ages(Never, Never));
        Assert.Equal(examined + 10, purger.ExaminedCount);
    }

    [Fact]
    public async Task Finished_payments_of_an_earlier_start_are_deleted()
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
            Assert.Equal(1, await second.GetService<TransactionPurger>().PurgeFinished(0, Ages(Never, Never)));
            Assert.Equal("WAITS", await OrdersOf(second));
        }
        folder.Delete(recursive: true);
    }

    static async Task<SimulatorFixture> StartWithThreeFailedPayments()
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

    static Retention RetentionOf(SimulatorFixture simulated, int maxPayments, int maxDays) => new(
        simulated.GetService<Ledger>(),
        simulated.GetService<TransactionPurger>(),
        simulated.GetService<ChangeFeed>(),
        simulated.GetService<ShopClocks>(),
        NullLogger<Retention>.Instance,
        maxPayments,
        maxDays);

    static async Task<string> OrdersOf(SimulatorFixture simulated)
    {
        var answer = await simulated.CallApi(HttpMethod.Get, "/transactions");
        return string.Join(' ', answer["body"]!["items"]!.AsArray().Select(item => (string)item!["orderId"]!));
    }

    /// <summary>Blocks the store's writer thread, so that the writes that are requested meanwhile are committed together.</summary>
    sealed class BlockedWriter : IDisposable
    {
        readonly TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly ManualResetEventSlim released = new();
        readonly Task write;

        public BlockedWriter(Store store) => write = store.Write(_ =>
        {
            running.SetResult();
            released.Wait();
        });

        public Task Running => running.Task;

        public void Release() => released.Set();

        public void Dispose()
        {
            Release();
            write.GetAwaiter().GetResult();
            released.Dispose();
        }
    }

    static RetentionAges Ages(DateTimeOffset changedBefore, DateTimeOffset abandonedBefore) => new(
        _ => changedBefore, _ => abandonedBefore, _ => DateTimeOffset.MaxValue);
}
