namespace KantanSim.Tests.Infrastructure;

/// <summary>Real time that stands still until a test moves it, and whose timers fire only then.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    readonly Lock sync = new();
    readonly List<ManualTimer> timers = [];
    readonly List<(DateTimeOffset? At, TaskCompletionSource Armed)> awaited = [];
    DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync) return now;
    }

    /// <summary>Moves time without firing timers, as if the program had no chance to run.</summary>
    public void Set(DateTimeOffset time)
    {
        lock (sync) now = time;
    }

    /// <summary>Moves time and fires the timers that are due then.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        ManualTimer[] due;
        lock (sync)
        {
            now = time;
            due = [.. timers.Where(timer => timer.DueAt <= time)];
            foreach (var timer in due) timer.DueAt = null;
        }
        foreach (var timer in due) timer.Fire();
    }

    /// <summary>Completes when a timer is set to a time; null: to none.</summary>
    public Task TimerAt(DateTimeOffset? time)
    {
        lock (sync)
        {
            if (timers.Exists(timer => timer.DueAt == time)) return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((time, armed));
            return armed.Task.WithHangGuard();
        }
    }

    /// <summary>The times that timers are set to.</summary>
    public DateTimeOffset[] Timers
    {
        get
        {
            lock (sync) return [.. timers.Select(timer => timer.DueAt).OfType<DateTimeOffset>().Order()];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (sync) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.sync)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                foreach (var (_, armed) in time.awaited.Where(one => one.At == DueAt)) armed.TrySetResult();
                return true;
            }
        }

        public void Dispose()
        {
            lock (time.sync) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
