using System.Threading.RateLimiting;
using KantanSim.Configuration;
using KantanSim.Operations;

namespace KantanSim.Admin;

/// <summary>Limits the number of event streams and of waiting calls: each holds a connection and costs work at every change.</summary>
internal sealed class SubscriptionLimiter : IDisposable
{
    readonly ConcurrencyLimiter streams = Create(ServerLimits.MaxEventStreams);
    readonly ConcurrencyLimiter waits = Create(ServerLimits.MaxWaits);

    /// <summary>The number of calls that wait for a transaction now.</summary>
    public long WaitCount => ServerLimits.MaxWaits - waits.GetStatistics()!.CurrentAvailablePermits;

    /// <returns>Releases the place when disposed.</returns>
    /// <exception cref="ProblemException">503: too many streams.</exception>
    public IDisposable AcquireStream() => Acquire(streams, ServerLimits.MaxEventStreams, "streams of events", "イベントストリーム");

    /// <returns>Releases the place when disposed.</returns>
    /// <exception cref="ProblemException">503: too many calls wait.</exception>
    public IDisposable AcquireWait() => Acquire(waits, ServerLimits.MaxWaits, "waiting calls", "待機中の呼び出し");

    public void Dispose()
    {
        streams.Dispose();
        waits.Dispose();
    }

    static ConcurrencyLimiter Create(int max) => new(new() { PermitLimit = max, QueueLimit = 0 });

    static RateLimitLease Acquire(ConcurrencyLimiter limiter, int max, string what, string whatJa)
    {
        var lease = limiter.AttemptAcquire();
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        throw new ProblemException(Problem.Of(503, ProblemTitles.TooManyAtOnce, (
            $"There are {max} {what} already; allowed are {max} at once. End one and try again.",
            $"{whatJa}は同時に{max}までです。1つ終了してから、もう一度実行してください。")));
    }
}
