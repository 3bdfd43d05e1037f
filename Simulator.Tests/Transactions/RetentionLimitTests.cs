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
        await simulated.Part<Forgetting>().ForgetFinished(keep, Never, Never);
        Assert.Equal(left, await Kept(simulated));
    }

    [Theory]
    [InlineData(0, "3 2")]
    [InlineData(1, "3")]
    public async Task One_goes_that_was_changed_before_the_moment_and_not_at_it(long ticks, string left)
    {
        await using var simulated = await ThreeEnded();
        var changedAt = simulated.Part<Ledger>().FindByOrder(Order.FirstShop, "2")!.ChangedAt;
        await simulated.Part<Forgetting>().ForgetFinished(int.MaxValue, changedAt.AddTicks(ticks), Never);
        Assert.Equal(left, await Kept(simulated));
    }

    [Fact]
    public async Task An_old_payment_goes_although_an_older_one_was_changed_since()
    {
        await using var simulated = await Simulated.Start();
        var first = await simulated.Executes("1", "cancel");
        await simulated.Plays(await simulated.Executes("2", "cancel"));
        await simulated.Advance("PT1S");
        await simulated.Plays(first);
        await simulated.Advance("PT0S");
        await simulated.Part<Forgetting>().ForgetFinished(int.MaxValue, simulated.Part<Ledger>().Find(first.AccessId)!.ChangedAt, Never);
        Assert.Equal("1", await Kept(simulated));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "")]
    public async Task One_that_was_never_requested_goes_when_it_was_registered_before_the_moment_and_not_at_it(long ticks, string left)
    {
        await using var simulated = await Simulated.Start();
        await simulated.Enters("1");
        await simulated.Part<Forgetting>().ForgetFinished(0, Never, simulated.Part<TimeProvider>().GetUtcNow().AddTicks(ticks));
        Assert.Equal(left, await Kept(simulated));
    }

    // A hundredth more may be there for a while: of 100, one.
    [Fact]
    public async Task The_number_may_be_passed_by_a_hundredth()
    {
        await using var simulated = await Simulated.Start();
        var retention = Retention(simulated, payments: 100, days: 0);
        await Task.WhenAll(Enumerable.Range(1, 101).Select(number => simulated.Enters($"{number}")));
        await simulated.Advance("P2D");
        await retention.Look();
        Assert.Equal(101, simulated.Part<Ledger>().Count);
        await simulated.Enters("102");
        await retention.Look();
        Assert.Equal(100, simulated.Part<Ledger>().Count);
    }

    [Fact]
    public async Task A_payment_goes_after_its_days_and_is_looked_for_once_an_hour()
    {
        await using var simulated = await ThreeEnded();
        var retention = Retention(simulated, payments: 100, days: 1);
        // One second after another they have ended: a day after the first, to the tick, all are still there.
        await simulated.Api(HttpMethod.Post, "/clock/advance",
            $$"""{"to":"{{simulated.Part<Ledger>().FindByOrder(Order.FirstShop, "1")!.ChangedAt.AddDays(1):o}}"}""");
        await retention.Look();
        Assert.Equal("3 2 1", await Kept(simulated));
        await simulated.Advance("PT59M59.9999999S");
        await retention.Look();
        Assert.Equal("3 2 1", await Kept(simulated));
        await simulated.Advance("PT0.0000001S");
        await retention.Look();
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
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("1", jobCd: "CAPTURE");
        await simulated.Advance("P20D");
        var (store, ledger, agenda) = (simulated.Part<Store>(), simulated.Part<Ledger>(), simulated.Part<Agenda>());
        Assert.Empty(agenda.Of(ledger.Find(order.AccessId)!));
        using var busy = new Busy(store);
        await busy.Running;
        // Both wait for the writer, the change before the forgetting: they are saved together.
        var change = store.Write(writing => Change(simulated, writing, order.AccessId, how));
        var forgetting = simulated.Part<Forgetting>().ForgetFinished(0, Never, Never);
        busy.End();
        await change;
        Assert.Equal(0, await forgetting);
        Assert.Single(agenda.Of(ledger.Find(order.AccessId)!));
        // Once that is done it goes.
        await simulated.Advance("P40D");
        Assert.Equal(1, await simulated.Part<Forgetting>().ForgetFinished(0, Never, Never));
    }

    static void Change(Simulated simulated, Writing writing, string accessId, string how)
    {
        var (ledger, agenda) = (simulated.Part<Ledger>(), simulated.Part<Agenda>());
        var transaction = ledger.FindIn(writing, accessId)!;
        var at = simulated.Part<TimeProvider>().GetUtcNow().AddDays(30);
        if (how == "cancelled")
            writing.Put(simulated.Part<LedgerShelves>().Transactions, transaction.Number, transaction with { ChangedAt = at });
        else ledger.Put(writing, ledger.FindNotification(writing, transaction.Number, 1)! with { NextAttemptAt = at });
        agenda.Put(writing, AgendaRow.For(transaction, how == "cancelled" ? Due.Expiry : Due.Notification, at, how == "cancelled" ? 0 : 1));
    }

    // 26,000 that wait for their deposit were read at each look; a look now reads what can go.
    [Fact]
    public async Task Payments_that_cannot_go_are_not_looked_at()
    {
        await using var simulated = await Simulated.Start();
        var (forgetting, ledger) = (simulated.Part<Forgetting>(), simulated.Part<Ledger>());
        for (var number = 1; number <= 30; number++) await simulated.Pays($"WAIT-{number}", jobCd: "CAPTURE");
        Assert.Equal(0, await forgetting.ForgetFinished(5, Never, Never));
        Assert.Equal(0, forgetting.Looked);
        // One that can go is found behind them.
        await simulated.Plays(await simulated.Executes("GOES", "cancel"));
        await simulated.Advance("PT0S");
        Assert.Equal(1, await forgetting.ForgetFinished(5, Never, Never));
        Assert.Equal((1, 30), (forgetting.Looked, ledger.Count));
        // Those that are registered only are looked at once each, and one of them at each further look.
        for (var number = 1; number <= 30; number++) await simulated.Enters($"YOUNG-{number}");
        await forgetting.ForgetFinished(5, Never, Never);
        var looked = forgetting.Looked;
        for (var look = 0; look < 10; look++) await forgetting.ForgetFinished(5, Never, Never);
        Assert.Equal(looked + 10, forgetting.Looked);
    }

    [Fact]
    public async Task Payments_of_an_earlier_start_are_found()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-");
        await using (var first = await Simulated.Start(folder.FullName))
        {
            await first.Pays("WAITS", jobCd: "CAPTURE");
            await first.Plays(await first.Executes("GOES", "cancel"));
            await first.Advance("PT0S");
        }
        await using (var second = await Simulated.Start(folder.FullName))
        {
            Assert.Equal(1, await second.Part<Forgetting>().ForgetFinished(0, Never, Never));
            Assert.Equal("WAITS", await Kept(second));
        }
        folder.Delete(recursive: true);
    }

    static async Task<Simulated> ThreeEnded()
    {
        var simulated = await Simulated.Start();
        foreach (var orderId in new[] { "1", "2", "3" })
        {
            var order = await simulated.Executes(orderId, "cancel");
            await simulated.Plays(order);
            await simulated.Advance("PT1S");
        }
        return simulated;
    }

    static KantanSim.Transactions.Retention Retention(Simulated simulated, int payments, int days) => new(
        simulated.Part<Ledger>(), simulated.Part<Forgetting>(), simulated.Part<Changes>(), simulated.Part<TimeProvider>(),
            NullLogger<KantanSim.Transactions.Retention>.Instance, payments, days);

    static async Task<string> Kept(Simulated simulated) =>
        string.Join(' ', (await simulated.Api(HttpMethod.Get,
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
