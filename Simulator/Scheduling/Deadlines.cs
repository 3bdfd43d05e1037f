using KantanSim.Clocks;

namespace KantanSim.Scheduling;

/// <summary>
/// Waits that end when their span has passed in simulated time or in real time, whichever is first, so that a frozen clock does not
/// make a wait endless. Real time in which the process was suspended does not count: the merchant had no chance to answer then.
/// </summary>
/// <param name="real">The machine's clock; null for <see cref="TimeProvider.System"/>.</param>
internal sealed class Deadlines(TimeProvider clock, TimeProvider? real = null)
{
    readonly HashSet<Deadline> open = [];
    readonly TimeProvider real = real ?? TimeProvider.System;
    readonly UnsuspendedTime running = new(real ?? TimeProvider.System);

    /// <summary>Whether real time ends waits. Tests switch it off, because on a busy machine waits would end too early.</summary>
    public bool EndInRealTime { get; set; } = true;

    /// <summary>Raised when a wait begins or ends.</summary>
    public event Action? Changed;

    public Deadline Begin(TimeSpan span, CancellationToken stop) => Begin(clock.GetUtcNow(), span, stop);

    Deadline Begin(DateTimeOffset since, TimeSpan span, CancellationToken stop)
    {
        var deadline = new Deadline(this, since + span, span, stop);
        lock (open) open.Add(deadline);
        Changed?.Invoke();
        return deadline;
    }

    /// <summary>Waits until a span has passed since a simulated time. Returns at once when it has passed already.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was canceled before the end.</exception>
    public async Task Wait(DateTimeOffset since, TimeSpan span, CancellationToken stop)
    {
        using var deadline = Begin(since, span, stop);
        // Checked after registration: the clock may have advanced past the deadline before it was registered.
        if (deadline.At <= clock.GetUtcNow()) return;
        await Task.Delay(Timeout.Infinite, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>The earliest deadline of all waits; null when there are none.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (open) return open.Count == 0 ? null : open.Min(deadline => deadline.At);
        }
    }

    /// <summary>Ends all waits whose deadline is not later than a simulated time.</summary>
    public void ExpireUntil(DateTimeOffset time)
    {
        Deadline[] expired;
        lock (open) expired = [.. open.Where(deadline => deadline.At <= time)];
        foreach (var deadline in expired) deadline.Expire();
    }

    internal sealed class Deadline : IDisposable
    {
        readonly Deadlines owner;
        readonly CancellationTokenSource source;
        readonly TimeSpan end;
        readonly ITimer? timer;

        internal Deadline(Deadlines owner, DateTimeOffset at, TimeSpan span, CancellationToken stop)
        {
            this.owner = owner;
            At = at;
            source = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (!owner.EndInRealTime) return;
            owner.running.Begin();
            end = owner.running.Total + span;
            timer = owner.real.CreateTimer(_ => ExpireOrRestartTimer(), null, span, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset At { get; }

        public CancellationToken Token => source.Token;

        internal void Expire()
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Disposed at the same time: the wait has ended already.
            }
        }

        public void Dispose()
        {
            lock (owner.open) owner.open.Remove(this);
            if (timer is not null)
            {
                timer.Dispose();
                owner.running.End();
            }
            source.Dispose();
            owner.Changed?.Invoke();
        }

        // The timer also counts time in which the process was suspended, so it may fire too early.
        void ExpireOrRestartTimer()
        {
            var left = end - owner.running.Total;
            if (left < TimeSpan.FromMilliseconds(1)) Expire();
            else timer?.Change(left, Timeout.InfiniteTimeSpan);
        }
    }
}
