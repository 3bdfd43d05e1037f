using KantanSim.Clock;
using KantanSim.Storage;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Tests.Clock;

/// <summary>The worker of the agenda when something is wrong.</summary>
public sealed class AgendaWorkerTests : IDisposable
{
    readonly Store store = Store.Open(Store.InMemory);
    readonly Agenda agenda;
    readonly SimulatedClock clock;
    readonly AgendaWorker worker;

    public AgendaWorkerTests()
    {
        (agenda, clock) = (new(store), new(store, new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero)));
        worker = new(agenda, clock, new Deadlines(clock), new Dictionary<Due, DueHandler>(), store, NullLogger<AgendaWorker>.Instance);
    }

    public void Dispose()
    {
        worker.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task A_try_that_is_saved_while_the_database_is_in_trouble_is_not_followed_by_the_next_at_once()
    {
        var (tries, tried) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        clock.Changed += () =>
        {
            Interlocked.Increment(ref tries);
            tried.TrySetResult();
        };
        Assert.NotNull(store.TroubleBehind(new IOException("the disk is gone")));
        await worker.StartAsync(TestContext.Current.CancellationToken);
        agenda.LookAgain();
        await tried.Task.WaitAsync(TestContext.Current.CancellationToken);
        // What it saved has woken it: had it gone round at once, some of its works would be among these.
        for (var turn = 0; turn < 100; turn++) await store.Write(_ => { });
        Assert.Equal(1, Volatile.Read(ref tries));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stop_that_comes_before_it_has_begun_ends_well()
    {
        await worker.StartAsync(new CancellationToken(canceled: true));
        Assert.True(worker.ExecuteTask!.IsCanceled);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }
}
