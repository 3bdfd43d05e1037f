using KantanSim.Configuration;
using KantanSim.Operations;

namespace KantanSim.Admin;

/// <summary>Limits the number of event streams and of waiting calls: each holds a connection and costs work at every change.</summary>
internal sealed class SubscriptionLimiter
{
    int streams;
    int waits;

    /// <summary>The number of calls that wait for a transaction now.</summary>
    public int WaitCount => Volatile.Read(ref waits);

    /// <returns>Releases the place when disposed.</returns>
    /// <exception cref="ProblemException">503: too many streams.</exception>
    public IDisposable AcquireStream() =>
        Lease.Acquire(
            ref streams, ServerLimits.MaxEventStreams, "streams of events", "イベントストリーム", () => Interlocked.Decrement(ref streams));

    /// <returns>Releases the place when disposed.</returns>
    /// <exception cref="ProblemException">503: too many calls wait.</exception>
    public IDisposable AcquireWait() =>
        Lease.Acquire(ref waits, ServerLimits.MaxWaits, "waiting calls", "待機中の呼び出し", () => Interlocked.Decrement(ref waits));

    sealed class Lease(Action release) : IDisposable
    {
        public static Lease Acquire(ref int taken, int max, string what, string whatJa, Action release)
        {
            var lease = new Lease(release);
            if (Interlocked.Increment(ref taken) <= max) return lease;
            lease.Dispose();
            throw new ProblemException(Problem.Of(503, ProblemTitles.TooManyAtOnce, (
                $"There are {max} {what} already; allowed are {max} at once. End one and try again.",
                $"{whatJa}は同時に{max}までです。1つ終了してから、もう一度実行してください。")));
        }

        public void Dispose() => release();
    }
}
