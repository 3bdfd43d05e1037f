using KantanSim.Configuration;
using KantanSim.Operations;

namespace KantanSim.Admin;

/// <summary>Who watches and who waits, at once: each keeps a connection and costs work at every change, so there is an end to it.</summary>
internal sealed class SubscriptionLimiter
{
    int watching;
    int waiting;

    /// <summary>How many calls wait for a status or a step now.</summary>
    public int WaitCount => Volatile.Read(ref waiting);

    /// <summary>A place at the stream of events, given back when disposed.</summary>
    /// <exception cref="ProblemException">All are taken.</exception>
    public IDisposable AcquireStream() => Lease.Take(ref watching, ServerLimits.MaxEventStreams, "streams of events", () => Interlocked.Decrement(ref watching));

    /// <summary>A place among those who wait, given back when disposed.</summary>
    /// <exception cref="ProblemException">All are taken.</exception>
    public IDisposable AcquireWait() => Lease.Take(ref waiting, ServerLimits.MaxWaits, "waiting calls", () => Interlocked.Decrement(ref waiting));

    sealed class Lease(Action leave) : IDisposable
    {
        public static Lease Take(ref int taken, int most, string what, Action leave)
        {
            var place = new Lease(leave);
            if (Interlocked.Increment(ref taken) <= most) return place;
            place.Dispose();
            throw new ProblemException(503, "Too many at once", $"There are {most} {what} already; allowed are {most} at once. End one and try again.");
        }

        public void Dispose() => leave();
    }
}
