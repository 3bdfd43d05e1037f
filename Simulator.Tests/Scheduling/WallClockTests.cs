#pragma warning disable format // aligned tables
using KantanSim.Clocks;
using KantanSim.Scheduling;
using KantanSim.Storage;

namespace KantanSim.Tests.Scheduling;

/// <summary>The simulated clock and waits when the machine's clock is set forward or back, and when the process is suspended.</summary>
public sealed class WallClockTests : IDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-");
    readonly Machine machine = new(Begin);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Clock_follows_when_the_machines_clock_is_set_forward()
    {
        using var store = Store.Open(Store.InMemory);
        var clock = new ShopClocks(store, null, machine);
        machine.Runs(TimeSpan.FromSeconds(5));
        Assert.Equal(Begin.AddSeconds(5), clock.Now(null));
        machine.IsSetBy(TimeSpan.FromDays(2));
        Assert.Equal(Begin.AddDays(2).AddSeconds(5), clock.Now(null));
        Assert.False(clock.HasUnsavedShift);
    }

    [Fact]
    public async Task Clock_continues_from_its_last_time_when_the_machines_clock_is_set_back()
    {
        using (var store = Store.Open(folder.FullName))
        {
            var clock = new ShopClocks(store, null, machine);
            machine.Runs(TimeSpan.FromSeconds(5));
            Assert.Equal(Begin.AddSeconds(5), clock.Now(null));
            machine.IsSetBy(TimeSpan.FromDays(-3));
            machine.Runs(TimeSpan.FromSeconds(2));
            Assert.Equal(Begin.AddSeconds(7), clock.Now(null));
            machine.Runs(TimeSpan.FromSeconds(3));
            Assert.Equal(Begin.AddSeconds(10), clock.Now(null));
            // A snapshot reads the state and does not save it.
            Assert.Single(clock.Read(null));
            Assert.True(clock.HasUnsavedShift);
            await clock.SaveState();
            Assert.False(clock.HasUnsavedShift);
        }
        // It does not go back after a restart.
        Assert.Equal(Begin.AddSeconds(10), TimeAfterRestart());
    }

    [Fact]
    public async Task Clock_does_not_go_back_when_the_machines_clock_is_set_back_between_two_starts()
    {
        using (var store = Store.Open(folder.FullName))
        {
            var clock = new ShopClocks(store, null, machine);
            machine.Runs(TimeSpan.FromSeconds(5));
            await clock.SaveState();
        }
        machine.IsSetBy(TimeSpan.FromDays(-3));
        Assert.Equal(Begin.AddSeconds(5), TimeAfterRestart());
    }

    [Fact]
    public async Task Operator_can_set_the_clock_back()
    {
        using var store = Store.Open(Store.InMemory);
        var clock = new ShopClocks(store, null, machine);
        machine.Runs(TimeSpan.FromSeconds(5));
        _ = clock.Now(null);
        await clock.Set(null, running: true, Begin.AddDays(-1));
        Assert.Equal(Begin.AddDays(-1), clock.Now(null));
    }

    // Both are saved in one commit, in which the operator's setting must win.
    [Fact]
    public async Task Clock_set_by_the_operator_while_its_state_is_saved_stays_as_set_after_a_restart()
    {
        using (var store = Store.Open(folder.FullName))
        {
            var clock = new ShopClocks(store, null, machine);
            using var held = new ManualResetEventSlim();
            var busy = store.Write(_ => held.Wait(TestContext.Current.CancellationToken));
            var set = clock.Set(null, running: true, Begin.AddYears(5));
            var saved = clock.SaveState();
            held.Set();
            await Task.WhenAll(busy, set, saved);
        }
        Assert.Equal(Begin.AddYears(5), TimeAfterRestart());
    }

    [Fact]
    public void Time_in_which_the_process_is_suspended_counts_as_a_second_of_a_wait()
    {
        using var store = Store.Open(Store.InMemory);
        var deadlines = new Deadlines(new ShopClocks(store, Begin), machine);
        using var wait = deadlines.Begin(null, TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        machine.Runs(TimeSpan.FromSeconds(5));
        machine.IsSuspended(TimeSpan.FromMinutes(1));
        Assert.False(wait.Token.IsCancellationRequested);
        machine.Runs(TimeSpan.FromSeconds(8));
        Assert.False(wait.Token.IsCancellationRequested);
        machine.Runs(TimeSpan.FromSeconds(2));
        Assert.True(wait.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(14.999, false)]
    [InlineData(15.0,   true)]
    public void Wait_ends_in_real_time_at_its_deadline(double seconds, bool isOver)
    {
        using var store = Store.Open(Store.InMemory);
        var deadlines = new Deadlines(new ShopClocks(store, Begin), machine);
        using var wait = deadlines.Begin(null, TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        machine.Runs(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isOver, wait.Token.IsCancellationRequested);
    }

    DateTimeOffset TimeAfterRestart()
    {
        using var store = Store.Open(folder.FullName);
        return new ShopClocks(store, null, machine).Now(null);
    }

    /// <summary>The wall clock, the monotonic clock and the timers of a machine, under the control of the test.</summary>
    sealed class Machine(DateTimeOffset begin) : TimeProvider
    {
        static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

        readonly List<ManualTimer> timers = [];
        DateTimeOffset wall = begin;
        TimeSpan monotonic = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => monotonic.Ticks;

        public override DateTimeOffset GetUtcNow() => wall;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ManualTimer(this, callback, state);
            timer.Change(dueTime, period);
            timers.Add(timer);
            return timer;
        }

        /// <summary>Sets the wall clock forward or back.</summary>
        public void IsSetBy(TimeSpan jump) => wall += jump;

        /// <summary>Lets time pass with running timers.</summary>
        public void Runs(TimeSpan span)
        {
            for (var left = span; left > TimeSpan.Zero; left -= Step) Pass(left < Step ? left : Step);
        }

        /// <summary>Lets time pass while the process is suspended: due timers fire at the end.</summary>
        public void IsSuspended(TimeSpan span) => Pass(span);

        void Pass(TimeSpan span)
        {
            wall += span;
            monotonic += span;
            foreach (var timer in timers.ToList()) timer.FireIfDue();
        }

        sealed class ManualTimer(Machine machine, TimerCallback callback, object? state) : ITimer
        {
            TimeSpan? due;
            TimeSpan period;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                due = dueTime == Timeout.InfiniteTimeSpan ? null : machine.monotonic + dueTime;
                this.period = period;
                return true;
            }

            public void FireIfDue()
            {
                if (due is null || due > machine.monotonic) return;
                due = period == Timeout.InfiniteTimeSpan ? null : machine.monotonic + period;
                callback(state);
            }

            public void Dispose() => machine.timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
