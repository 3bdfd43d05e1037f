using KantanSim.Clocks;
using KantanSim.Scheduling;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scheduling;

/// <summary>A wait ends in simulated time or in real time, whichever is first.</summary>
public sealed class DeadlinesTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    // So long that no wait ends in real time.
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Store store = Store.Open(Store.InMemory);
    readonly ShopClocks clocks;
    readonly Deadlines deadlines;

    public DeadlinesTests()
    {
        clocks = new(store, Begin);
        deadlines = new(clocks);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_wait_ends_in_real_time_while_the_clock_is_frozen()
    {
        await deadlines.Wait(null, Begin, TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken).WithHangGuard();
        Assert.Null(deadlines.NextIn(null));
    }

    [Fact]
    public async Task A_wait_ends_at_the_tick_of_its_deadline_in_simulated_time()
    {
        using var deadline = deadlines.Begin(null, Hour, TestContext.Current.CancellationToken);
        Assert.Equal(Hour, deadlines.NextIn(null));
        await clocks.Shift(null, Hour - TimeSpan.FromTicks(1));
        deadlines.ExpirePassed();
        Assert.False(deadline.Token.IsCancellationRequested);
        await clocks.Shift(null, TimeSpan.FromTicks(1));
        deadlines.ExpirePassed();
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_wait_whose_deadline_has_passed_ends_at_once(long ticks, bool hasPassed)
    {
        var waiting = deadlines.Wait(null, Begin - Hour + TimeSpan.FromTicks(ticks), Hour, TestContext.Current.CancellationToken);
        Assert.Equal(hasPassed, waiting.IsCompleted);
        await clocks.Shift(null, Hour);
        deadlines.ExpirePassed();
        await waiting;
    }
}
