using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Scheduling;

/// <summary>The worker of the agenda while the database is in trouble, and when it is stopped early.</summary>
public sealed class SchedulerTests : IDisposable
{
    readonly Store store = Store.Open(Store.InMemory);
    readonly JobSchedule agenda;
    readonly SimulatedClock clock;
    readonly Scheduler worker;

    public SchedulerTests()
    {
        (agenda, clock) = (new(store), new(store, new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero)));
        worker = new(agenda, clock, new Deadlines(clock), new Dictionary<JobKind, JobHandler>(), store, NullLogger<Scheduler>.Instance)
        {
            RetryDelay = HangGuard.Limit,
        };
    }

    public void Dispose()
    {
        worker.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task A_successful_try_while_the_database_is_in_trouble_is_not_repeated_without_a_pause()
    {
        var (tries, tried) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        clock.Changed += () =>
        {
            Interlocked.Increment(ref tries);
            tried.TrySetResult();
        };
        store.ReportFault(new IOException("the disk is gone"));
        await worker.StartAsync(TestContext.Current.CancellationToken);
        agenda.Wake();
        await tried.Task.WithHangGuard();
        // The write of this try has woken the worker. Without a pause its next tries would be among these writes.
        for (var turn = 0; turn < 100; turn++) await store.Write(_ => { });
        Assert.Equal(1, Volatile.Read(ref tries));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_before_it_has_started_ends_without_an_error()
    {
        await worker.StartAsync(new CancellationToken(canceled: true));
        Assert.True(worker.ExecuteTask!.IsCanceled);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_line_that_fails_is_logged_with_its_order()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("FAILS-1");
        var (ledger, logged) = (simulated.GetService<Ledger>(), new CapturingLoggerProvider(LogLevel.Error));
        using var log = LoggerFactory.Create(builder => builder.AddProvider(logged));
        var handlers = new Dictionary<JobKind, JobHandler> { [JobKind.Expiry] = (_, _) => throw new InvalidOperationException("a bug") };
        using var failing = new Scheduler(
            agenda, clock, new Deadlines(clock), handlers, store, log.CreateLogger<Scheduler>(), ledger) { RetryDelay = HangGuard.Limit };
        await store.Write(writing => agenda.Put(writing, ScheduledJob.For(ledger.Find(order.AccessId)!, JobKind.Expiry, clock.GetUtcNow())));
        await failing.StartAsync(TestContext.Current.CancellationToken);
        while (!logged.Lines.Any()) await Task.Yield();
        Assert.StartsWith($"Expiry OrderID FAILS-1 AccessID {order.AccessId} failed", Assert.Single(logged.Lines), StringComparison.Ordinal);
        await failing.StopAsync(new CancellationToken(canceled: true));
    }
}
