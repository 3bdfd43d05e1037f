using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scheduling;

/// <summary>A wait ends by simulated time or by real time, whichever is first.</summary>
public sealed class DeadlinesTests : IDisposable
{
    readonly Store store = Store.Open(Store.InMemory);
    readonly SimulatedClock clock;

    public DeadlinesTests() => clock = new(store, DateTimeOffset.UnixEpoch);

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_wait_ends_in_real_time_while_the_clock_stands_still()
    {
        var deadlines = new Deadlines(clock);
        await deadlines.Wait(clock.GetUtcNow(), TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken).WithHangGuard();
        Assert.Null(deadlines.Next);
    }

    [Fact]
    public void A_wait_ends_when_simulated_time_reaches_its_moment_and_not_before()
    {
        var deadlines = new Deadlines(clock);
        using var wait = deadlines.Begin(HangGuard.Limit, TestContext.Current.CancellationToken);
        deadlines.ExpireUntil(clock.GetUtcNow() + HangGuard.Limit - TimeSpan.FromTicks(1));
        Assert.False(wait.Token.IsCancellationRequested);
        deadlines.ExpireUntil(clock.GetUtcNow() + HangGuard.Limit);
        Assert.True(wait.Token.IsCancellationRequested);
    }
}
