using System.Threading.Channels;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Scheduling;

/// <summary>Merchants that do not answer delay only their own notifications, however many of them are due first.</summary>
public sealed class SilentMerchantTests : IDisposable
{
    const int Many = 1_000;

    readonly Store store = Store.Open(Store.InMemory);
    readonly JobSchedule agenda;
    readonly SimulatedClock clock;
    readonly TaskCompletionSource silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Channel<string> delivered = Channel.CreateUnbounded<string>();

    public SilentMerchantTests() => (agenda, clock) = (new(store), new(store, DateTimeOffset.UnixEpoch));

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_silent_merchant_does_not_delay_notifications_of_others()
    {
        using var worker = Worker(HangGuard.Limit);
        await store.Write(writing =>
        {
            for (var number = 1; number <= Many; number++) agenda.Put(writing, Line(number, $"silent{number % 3}"));
            agenda.Put(writing, Line(Many + 1, "answers"));
        });
        await worker.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("answers", await NextDelivered());
        Assert.Equal(Many, agenda.Count);
        // The others are delivered once their merchants answer.
        silence.SetResult();
        for (var number = 1; number <= Many; number++) await NextDelivered();
        Assert.Equal(0, agenda.Count);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_advance_leaves_a_merchant_behind_who_is_silent_for_longer_than_its_patience()
    {
        using var worker = Worker(TimeSpan.FromMilliseconds(1));
        await store.Write(writing => agenda.Put(writing, Line(1, "silent")));
        await worker.Advance(DateTimeOffset.UnixEpoch.AddHours(1), TestContext.Current.CancellationToken).WithHangGuard();
        Assert.Equal((1, DateTimeOffset.UnixEpoch.AddHours(1)), (agenda.Count, clock.GetUtcNow()));
        silence.SetResult();
        Assert.Equal("silent", await NextDelivered());
    }

    [Fact]
    public void A_shop_takes_at_most_as_many_places_as_it_leaves_free()
    {
        var places = new WorkerSlots();
        int Takes(string shop) => Enumerable.Range(1, WorkerSlots.Capacity).Count(number => places.TryAcquire(Line(number, shop)));
        Assert.Equal([256, 128, 64, 32], "a b c d".Split(' ').Select(Takes));
        Assert.True(places.CanAcquire(Line(1, "e") with { Id = ScheduledJob.IdOf(1, JobKind.Expiry) }));
        places.Release(Line(1, "a"));
        Assert.Equal(33, places.Free);
        Assert.True(places.CanAcquire(Line(1, "e")));
    }

    Scheduler Worker(TimeSpan patience) => new(agenda, clock, new Deadlines(clock), new Dictionary<JobKind, JobHandler> { [JobKind.Notification] = Deliver }, store, NullLogger<Scheduler>.Instance)
    {
        GracePeriod = patience,
    };

    async Task Deliver(ScheduledJob row, CancellationToken stop)
    {
        if (row.ShopId.StartsWith("silent", StringComparison.Ordinal)) await silence.Task;
        await store.Write(writing => agenda.Remove(writing, row.Id));
        delivered.Writer.TryWrite(row.ShopId);
    }

    Task<string> NextDelivered() => delivered.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();

    static ScheduledJob Line(long number, string shop) => new()
    {
        Id = ScheduledJob.IdOf(number, JobKind.Notification, 1),
        At = DateTimeOffset.UnixEpoch.AddTicks(number - Many - 1),
        AccessId = "",
        ShopId = shop,
    };
}
