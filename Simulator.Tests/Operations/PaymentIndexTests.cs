using KantanSim.Advice;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Methods;
using KantanSim.Transactions;

namespace KantanSim.Tests.Operations;

/// <summary>The index of the newest payments equals what a full read of the database gives, whatever has happened.</summary>
public sealed class PaymentIndexTests
{
    const int Capacity = 12;

    // Each step is followed by a comparison, or not: then the next reader has the changes of several steps.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Index_equals_a_full_read_after_random_changes(int seed)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        var index = IndexOf(simulated);
        await Compare(simulated, index);
        var changes = new RandomPaymentChanges(simulated, seed);
        for (var step = 0; step < 60; step++)
        {
            var what = await changes.Next();
            if (changes.Random.Next(3) == 0) await Compare(simulated, index, what);
        }
        await Compare(simulated, index);
        Assert.Equal(RandomPaymentChanges.Kinds, changes.Made.Order());
    }

    [Fact]
    public async Task Payments_that_are_saved_while_others_read_are_in_the_index_afterwards()
    {
        await using var simulated = await SimulatorFixture.Start();
        var index = IndexOf(simulated);
        var writing = Parallel.ForEachAsync(
            Enumerable.Range(1, 200), TestContext.Current.CancellationToken,
            async (number, _) => await simulated.RequestPayment($"WHILE-{number}"));
        while (!writing.IsCompleted) await Task.Run(index.Read, TestContext.Current.CancellationToken);
        await writing;
        await Compare(simulated, index);
    }

    [Fact]
    public async Task Notification_that_is_sent_again_is_pending_although_no_job_has_run_yet()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("AGAIN-1");
        await simulated.WaitFor(order, "step=9");
        var index = IndexOf(simulated);
        Assert.Equal(NotificationResult.Delivered, Assert.Single(index.Read().Newest).Notified);
        using var paused = simulated.GetService<Scheduler>().PauseJobs(null);
        await simulated.GetService<NotificationSender>().Resend(simulated.GetService<Ledger>().FindNotification($"{order.AccessId}-1")!);
        Assert.Equal(NotificationResult.Pending, Assert.Single(index.Read().Newest).Notified);
    }

    [Theory]
    [InlineData(Capacity - 1, Capacity - 1, 0)]
    [InlineData(Capacity, Capacity, 0)]
    [InlineData(Capacity + 1, Capacity, 2)]
    public async Task Index_holds_the_newest_and_tells_below_which_number_there_are_more(int stored, int held, long floor)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.GetService<Store>().Write(work =>
        {
            for (var number = 1; number <= stored; number++)
                work.Put(simulated.GetService<LedgerCollections>().Transactions, number,
                    Decisions.Transaction("Recruit", new("AUTH")) with { Number = number });
        });
        var indexed = IndexOf(simulated).Read();
        Assert.Equal((held, floor), (indexed.Newest.Count, indexed.Floor));
        Assert.Equal(stored, indexed.Newest[0].Number);
    }

    static PaymentIndex IndexOf(SimulatorFixture simulated) => new(
        simulated.GetService<PaymentEntryReader>(), simulated.GetService<Ledger>(), simulated.GetService<AdviceRepository>(), Capacity);

    // On the writer thread, so that both see the same state.
    static async Task Compare(SimulatorFixture simulated, PaymentIndex index, string after = "")
    {
        var reader = simulated.GetService<PaymentEntryReader>();
        var (indexed, all) = await simulated.GetService<Store>().WriteAlone(_ => (index.Read(), reader.Below(long.MaxValue, 1_000)));
        Assert.True(Text(all.Take(Capacity)) == Text(indexed.Newest), $"""
            After {after}, read: {Text(all.Take(Capacity))}
            indexed: {Text(indexed.Newest)}
            """);
        Assert.Equal(all.Count > Capacity ? all[Capacity - 1].Number : 0, indexed.Floor);
    }

    static string Text(IEnumerable<PaymentEntry> entries) => string.Join('\n', entries.Select(entry =>
        $"{entry with { Findings = [] }} {string.Join(' ', entry.Findings)}"));
}
