using KantanSim.Clocks;

namespace KantanSim.Scheduling;

/// <summary>
/// Waits that end when their span has passed in a shop's simulated time or in real time, whichever is first, so that a frozen clock does
/// not make a wait endless. Real time in which the process was suspended does not count: the merchant had no chance to answer then.
/// </summary>
/// <param name="real">The machine's clock; null for <see cref="TimeProvider.System"/>.</param>
internal sealed class Deadlines(ShopClocks clocks, TimeProvider? real = null)
{
    readonly HashSet<Deadline> open = [];
    readonly TimeProvider real = real ?? TimeProvider.System;
    readonly UnsuspendedTime running = new(real ?? TimeProvider.System);

    /// <summary>Whether real time ends waits. Tests switch it off, because on a busy machine waits would end too early.</summary>
    public bool EndInRealTime { get; set; } = true;

    /// <summary>Raised when a wait begins or ends.</summary>
    public event Action? Changed;

    /// <param name="shopId">The shop whose time counts; null: the common time.</param>
    public Deadline Begin(string? shopId, TimeSpan span, CancellationToken stop) => Begin(shopId, clocks.Now(shopId), span, stop);

    Deadline Begin(string? shopId, DateTimeOffset since, TimeSpan span, CancellationToken stop)
    {
        var deadline = new Deadline(this, shopId, since + span, span, stop);
        lock (open) open.Add(deadline);
        Changed?.Invoke();
        return deadline;
    }

    /// <summary>Waits until a span has passed since a time of the shop. Returns at once when it has passed already.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was canceled before the end.</exception>
    public async Task Wait(string? shopId, DateTimeOffset since, TimeSpan span, CancellationToken stop)
    {
        using var deadline = Begin(shopId, since, span, stop);
        // Checked after registration: the clock may have advanced past the deadline before it was registered.
        if (deadline.At <= clocks.Now(shopId)) return;
        await Task.Delay(Timeout.Infinite, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>How long it is until the next deadline, zero or less when it has passed; null when there is none.</summary>
    /// <param name="shopId">Only the waits in this shop's time; null: all.</param>
    /// <param name="without">Waits that took this long from the beginning are left out; null: none.</param>
    public TimeSpan? NextIn(string? shopId, TimeSpan? without = null)
    {
        lock (open)
        {
            return open.Where(one => (shopId is null || one.ShopId == shopId) && one.Span != without)
                .Min(one => (TimeSpan?)(one.At - clocks.Now(one.ShopId)));
        }
    }

    /// <summary>Ends all waits whose deadline has passed.</summary>
    /// <returns>The shops of the waits that were ended now; null for the common time.</returns>
    public IReadOnlyCollection<string?> ExpirePassed()
    {
        Deadline[] passed;
        lock (open)
            passed = [.. open.Where(one => !one.Token.IsCancellationRequested && one.At <= clocks.Now(one.ShopId))];
        foreach (var deadline in passed) deadline.Expire();
        return [.. passed.Select(deadline => deadline.ShopId).Distinct()];
    }

    internal sealed class Deadline : IDisposable
    {
        readonly Deadlines owner;
        readonly CancellationTokenSource source;
        readonly TimeSpan end;
        readonly ITimer? timer;

        internal Deadline(Deadlines owner, string? shopId, DateTimeOffset at, TimeSpan span, CancellationToken stop)
        {
            this.owner = owner;
            ShopId = shopId;
            At = at;
            Span = span;
            source = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (!owner.EndInRealTime) return;
            owner.running.Begin();
            end = owner.running.Total + span;
            timer = owner.real.CreateTimer(_ => ExpireOrRestartTimer(), null, span, Timeout.InfiniteTimeSpan);
        }

        public string? ShopId { get; }

        public DateTimeOffset At { get; }

        public TimeSpan Span { get; }

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
