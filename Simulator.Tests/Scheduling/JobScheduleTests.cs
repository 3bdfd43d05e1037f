using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Tests.Scheduling;

/// <summary>What is due at a moment is due from that tick on, and a wait is over at its deadline and not before.</summary>
public sealed class DueTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    // Waits end by real time too: after an hour no test runs any more.
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Store store = Store.Open(Store.InMemory);

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_line_is_due_from_its_moment_on()
    {
        var agenda = new JobSchedule(store);
        await store.Write(writing => agenda.Put(writing, Line(1, JobKind.Expiry, 0)));
        Assert.Empty(agenda.DueBy(Begin.AddTicks(-1), _ => true, 9));
        Assert.Single(agenda.DueBy(Begin, _ => true, 9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task So_many_lines_are_asked_for_at_most(int limit)
    {
        var agenda = new JobSchedule(store);
        await store.Write(writing => { for (var number = 1; number <= 3; number++) agenda.Put(writing, Line(number, JobKind.Expiry, 0)); });
        Assert.Equal(limit, agenda.DueBy(Begin, _ => true, limit).Count);
    }

    // 16 bits of a line's id are its index, 4 what is due, the others the transaction's number.
    [Fact]
    public async Task The_lines_of_a_transaction_are_its_own_to_the_highest_index()
    {
        var agenda = new JobSchedule(store);
        ScheduledJob[] rows = [Line(1, JobKind.Charge, 65_535), Line(2, JobKind.Expiry, 0), Line(2, JobKind.Charge, 65_535), Line(3, JobKind.Expiry, 0)];
        await store.Write(writing => { foreach (var row in rows) agenda.Put(writing, row); });
        var transaction = KantanSim.Tests.Methods.Decisions.Transaction("Recruit", new("AUTH")) with { Number = 2 };
        Assert.Equal([(2, JobKind.Expiry, 0), (2, JobKind.Charge, 65_535)], agenda.ForTransaction(transaction).Select(row => (row.TransactionNumber, row.Kind,
            row.Index)));
    }

    [Fact]
    public void A_deadline_is_over_at_its_moment_and_not_before()
    {
        var deadlines = new Deadlines(new SimulatedClock(store, Begin));
        using var deadline = deadlines.Begin(Hour, TestContext.Current.CancellationToken);
        Assert.Equal(Begin + Hour, deadlines.Next);
        deadlines.ExpireUntil(Begin + Hour - TimeSpan.FromTicks(1));
        Assert.False(deadline.Token.IsCancellationRequested);
        deadlines.ExpireUntil(Begin + Hour);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_wait_that_is_over_when_it_begins_is_none(long ticks, bool over)
    {
        var deadlines = new Deadlines(new SimulatedClock(store, Begin));
        var waiting = deadlines.Wait(Begin - Hour + TimeSpan.FromTicks(ticks), Hour, TestContext.Current.CancellationToken);
        Assert.Equal(over, waiting.IsCompleted);
        deadlines.ExpireUntil(Begin + Hour);
        await waiting;
    }

    [Fact]
    public void What_needs_no_merchant_takes_every_place_and_no_more()
    {
        var places = new WorkerSlots();
        Assert.Equal(512, Enumerable.Range(1, 600).Count(number => places.TryAcquire(Line(number, JobKind.Expiry, 0))));
        Assert.Equal(0, places.Free);
        places.Release(Line(1, JobKind.Expiry, 0));
        Assert.True(places.TryAcquire(Line(600, JobKind.Expiry, 0)));
        Assert.False(places.TryAcquire(Line(601, JobKind.Expiry, 0)));
    }

    // Each shop has half of what the others left: nine of them leave one.
    [Fact]
    public void The_last_place_is_for_what_needs_no_merchant()
    {
        var places = new WorkerSlots();
        ScheduledJob Notification(int shop) => Line(1, JobKind.Notification, 1) with { ShopId = $"{shop}" };
        for (var shop = 1; shop <= 9; shop++)
            while (places.TryAcquire(Notification(shop))) { }
        Assert.Equal(1, places.Free);
        Assert.False(places.CanAcquire(Notification(10)));
        Assert.True(places.TryAcquire(Line(1, JobKind.Expiry, 0)));
        places.Release(Notification(9));
        places.Release(Line(1, JobKind.Expiry, 0));
        Assert.True(places.TryAcquire(Notification(10)));
    }

    static ScheduledJob Line(long number, JobKind due, int index) =>
        new() { Id = ScheduledJob.IdOf(number, due, index), At = Begin, AccessId = "", ShopId = "" };
}
