using System.Threading.Channels;
using KantanSim.Clocks;
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
    readonly JobSchedule schedule;
    readonly ShopClocks clock;
    readonly TaskCompletionSource answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Channel<string> delivered = Channel.CreateUnbounded<string>();

    public SilentMerchantTests()
    {
        schedule = new(store);
        clock = new(store, DateTimeOffset.UnixEpoch);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_silent_merchant_does_not_delay_notifications_of_others()
    {
        using var scheduler = CreateScheduler(HangGuard.Limit);
        await store.Write(unitOfWork =>
        {
            for (var number = 1; number <= Many; number++) schedule.Put(unitOfWork, Notification(number, $"silent{number % 3}"));
            schedule.Put(unitOfWork, Notification(Many + 1, "answers"));
        });
        await scheduler.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("answers", await NextDelivered());
        Assert.Equal(Many, schedule.Count);
        // The others are delivered when their merchants answer.
        answers.SetResult();
        for (var number = 1; number <= Many; number++) await NextDelivered();
        Assert.Equal(0, schedule.Count);
        await scheduler.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Jobs_running_longer_than_the_grace_period_do_not_delay_an_advance()
    {
        using var scheduler = CreateScheduler(TimeSpan.FromMilliseconds(1));
        await store.Write(unitOfWork => schedule.Put(unitOfWork, Notification(1, "silent")));
        await scheduler.Advance(null, _ => TimeSpan.FromHours(1), TestContext.Current.CancellationToken).WithHangGuard();
        Assert.Equal((1, DateTimeOffset.UnixEpoch.AddHours(1)), (schedule.Count, clock.Now(null)));
        answers.SetResult();
        Assert.Equal("silent", await NextDelivered());
    }

    [Fact]
    public async Task An_advance_waits_for_a_slot_that_the_silent_merchants_of_other_shops_occupy()
    {
        using var scheduler = CreateScheduler(TimeSpan.FromMilliseconds(1));
        await store.Write(unitOfWork =>
        {
            // Each shop occupies half of the slots that are left.
            for (var number = 1; number <= 2 * Many; number++) schedule.Put(unitOfWork, Notification(number, $"silent{1_000 / number}"));
        });
        await scheduler.RunUntilIdle(null, TestContext.Current.CancellationToken);
        scheduler.GracePeriod = HangGuard.Limit;
        await store.Write(unitOfWork => schedule.Put(unitOfWork, Notification((2 * Many) + 1, "answers")));
        var advancing = scheduler.Advance("answers", _ => TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.False(advancing.IsCompleted);
        answers.SetResult();
        Assert.Equal(1, (await advancing.WithHangGuard()).Notified.Count);
    }

    [Fact]
    public async Task Paused_jobs_of_a_shop_start_after_the_pause()
    {
        using var scheduler = CreateScheduler(HangGuard.Limit);
        await store.Write(unitOfWork => schedule.Put(unitOfWork, Notification(1, "answers")));
        using (scheduler.PauseJobs("answers"))
        {
            Assert.Null(await scheduler.RunUntilIdle(null, TestContext.Current.CancellationToken));
            Assert.Equal(1, schedule.Count);
        }
        await scheduler.RunUntilIdle(null, TestContext.Current.CancellationToken);
        Assert.Equal("answers", await NextDelivered());
    }

    Scheduler CreateScheduler(TimeSpan gracePeriod)
    {
        var handlers = new Dictionary<JobKind, JobHandler> { [JobKind.Notification] = Deliver };
        return new(schedule, clock, new Deadlines(clock), handlers, store, NullLogger<Scheduler>.Instance) { GracePeriod = gracePeriod };
    }

    async Task<bool> Deliver(ScheduledJob job, CancellationToken stop)
    {
        if (job.ShopId.StartsWith("silent", StringComparison.Ordinal)) await answers.Task;
        await store.Write(unitOfWork => schedule.Remove(unitOfWork, job.Id));
        return delivered.Writer.TryWrite(job.ShopId);
    }

    Task<string> NextDelivered() => delivered.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();

    static ScheduledJob Notification(long number, string shop) => new()
    {
        Id = ScheduledJob.IdOf(number, JobKind.Notification, 1),
        At = DateTimeOffset.UnixEpoch.AddTicks(number - Many - 1),
        AccessId = "",
        ShopId = shop,
    };
}
