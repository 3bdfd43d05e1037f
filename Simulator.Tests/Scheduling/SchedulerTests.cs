using KantanSim.Clocks;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Scheduling;

/// <summary>The scheduler while the store is unhealthy, when it is stopped early, and when a job fails.</summary>
public sealed class SchedulerTests : IDisposable
{
    readonly Store store = Store.Open(Store.InMemory);
    readonly JobSchedule schedule;
    readonly ShopClocks clock;
    readonly Scheduler scheduler;

    public SchedulerTests()
    {
        schedule = new(store);
        clock = new(store, new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero));
        scheduler = new(schedule, clock, new Deadlines(clock), new Dictionary<JobKind, JobHandler>(), store, NullLogger<Scheduler>.Instance)
        {
            RetryDelay = HangGuard.Limit,
        };
    }

    public void Dispose()
    {
        scheduler.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task A_successful_probe_of_an_unhealthy_store_is_not_repeated_before_the_retry_delay()
    {
        var probes = 0;
        var probed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.Changed += () =>
        {
            Interlocked.Increment(ref probes);
            probed.TrySetResult();
        };
        store.ReportFault(new IOException("the disk is gone"));
        await scheduler.StartAsync(TestContext.Current.CancellationToken);
        schedule.Wake();
        await probed.Task.WithHangGuard();
        // The probe has woken the scheduler. Without the delay it would probe again during these writes.
        for (var turn = 0; turn < 100; turn++) await store.Write(_ => { });
        Assert.Equal(1, Volatile.Read(ref probes));
        await scheduler.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_scheduler_stopped_before_it_has_started_stops_without_an_error()
    {
        await scheduler.StartAsync(new CancellationToken(canceled: true));
        Assert.True(scheduler.ExecuteTask!.IsCanceled);
        await scheduler.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_failed_job_is_logged_with_its_order()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("FAILS-1");
        var ledger = simulated.GetService<Ledger>();
        var logged = new CapturingLoggerProvider(LogLevel.Error);
        using var log = LoggerFactory.Create(builder => builder.AddProvider(logged));
        var handlers = new Dictionary<JobKind, JobHandler> { [JobKind.Expiry] = (_, _) => throw new InvalidOperationException("a bug") };
        using var failing = new Scheduler(
            schedule, clock, new Deadlines(clock), handlers, store, log.CreateLogger<Scheduler>(), ledger)
        { RetryDelay = HangGuard.Limit };
        var job = ScheduledJob.For(ledger.Find(order.AccessId)!, JobKind.Expiry, clock.Now(null));
        await store.Write(unitOfWork => schedule.Put(unitOfWork, job));
        await failing.StartAsync(TestContext.Current.CancellationToken);
        while (!logged.Lines.Any()) await Task.Yield();
        var line = Assert.Single(logged.Lines);
        Assert.StartsWith($"Expiry OrderID FAILS-1 AccessID {order.AccessId} failed", line, StringComparison.Ordinal);
        await failing.StopAsync(new CancellationToken(canceled: true));
    }
}
