namespace KantanSim.Scheduling;

/// <summary>
/// Waits that end when the simulated clock has reached a moment, or when as much real time has gone by, whichever is first:
/// a clock that stands still never leaves a wait without end. Time in which this process was suspended does not count: nobody was silent then.
/// </summary>
/// <param name="real">The machine's clock; the system's when left out.</param>
internal sealed class Deadlines(TimeProvider clock, TimeProvider? real = null)
{
    readonly HashSet<Deadline> open = [];
    readonly TimeProvider real = real ?? TimeProvider.System;
    readonly UnsuspendedTime running = new(real ?? TimeProvider.System);

    /// <summary>Whether real time ends a wait, too. Tests switch it off: a busy machine must not end what they look at.</summary>
    public bool EndInRealTime { get; set; } = true;

    /// <summary>A wait has begun or ended.</summary>
    public event Action? Changed;

    public Deadline Begin(TimeSpan span, CancellationToken stop) => Begin(clock.GetUtcNow(), span, stop);

    Deadline Begin(DateTimeOffset since, TimeSpan span, CancellationToken stop)
    {
        var deadline = new Deadline(this, since + span, span, stop);
        lock (open) open.Add(deadline);
        Changed?.Invoke();
        return deadline;
    }

    /// <summary>Lets a span pass, counted from a moment of simulated time: whatever of it is over by now is not waited for.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before.</exception>
    public async Task Wait(DateTimeOffset since, TimeSpan span, CancellationToken stop)
    {
        using var deadline = Begin(since, span, stop);
        // The clock may have gone on before the wait was known to it.
        if (deadline.At <= clock.GetUtcNow()) return;
        await Task.Delay(Timeout.Infinite, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    public DateTimeOffset? Next
    {
        get { lock (open) return open.Count == 0 ? null : open.Min(deadline => deadline.At); }
    }

    /// <summary>Ends every wait whose moment has come.</summary>
    public void ExpireUntil(DateTimeOffset moment)
    {
        Deadline[] over;
        lock (open) over = [.. open.Where(deadline => deadline.At <= moment)];
        foreach (var deadline in over) deadline.Expire();
    }

    internal sealed class Deadline : IDisposable
    {
        readonly Deadlines owner;
        readonly CancellationTokenSource source;
        readonly TimeSpan end;
        readonly ITimer? timer;

        internal Deadline(Deadlines owner, DateTimeOffset at, TimeSpan span, CancellationToken stop)
        {
            (this.owner, At) = (owner, at);
            source = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (!owner.EndInRealTime) return;
            owner.running.Begin();
            end = owner.running.Total + span;
            timer = owner.real.CreateTimer(_ => EndOrWait(), null, span, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset At { get; }

        public CancellationToken Token => source.Token;

        internal void Expire()
        {
            try { source.Cancel(); }
            catch (ObjectDisposedException) { /* it ended by itself in the same moment */ }
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

        // A timer fires when the time is over by the machine's clock, however long the process was suspended.
        void EndOrWait()
        {
            var left = end - owner.running.Total;
            if (left < TimeSpan.FromMilliseconds(1)) Expire();
            else timer?.Change(left, Timeout.InfiniteTimeSpan);
        }
    }
}
