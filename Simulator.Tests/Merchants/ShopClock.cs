using KantanSim.Clocks;

namespace KantanSim.Tests.Merchants;

/// <summary>The simulated time of a shop, with timers that fire when it has passed.</summary>
internal sealed class ShopClock : TimeProvider, IDisposable
{
    readonly Lock sync = new();
    readonly List<Timer> timers = [];
    readonly ShopClocks clocks;
    readonly string shopId;

    public ShopClock(ShopClocks clocks, string shopId)
    {
        this.clocks = clocks;
        this.shopId = shopId;
        clocks.Changed += FireDue;
    }

    public override DateTimeOffset GetUtcNow() => clocks.Now(shopId);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (sync) timers.Add(timer);
        return timer;
    }

    public void Dispose() => clocks.Changed -= FireDue;

    // On another thread: the clock changes on the thread that writes to the database.
    void FireDue()
    {
        Timer[] due;
        lock (sync)
        {
            due = [.. timers.Where(timer => timer.DueAt <= GetUtcNow())];
            foreach (var timer in due) timer.DueAt = null;
        }
        foreach (var timer in due) _ = Task.Run(timer.Fire);
    }

    sealed class Timer(ShopClock clock, Action fire) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock.sync) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
