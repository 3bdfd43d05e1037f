namespace KantanSim.Admin;

/// <summary>
/// Limits wrong tokens at the sign-in page: after <see cref="MaxFailures"/> within <see cref="Window"/>, from whatever address, nobody can
/// sign in until the oldest is older than that. Right tokens are not counted. Real time.
/// </summary>
// Not System.Threading.RateLimiting: SlidingWindowRateLimiter has no RetryAfter, FixedWindowRateLimiter lets twice as many pass around the
// border of two windows and reports the whole window as RetryAfter, and neither takes a TimeProvider for tests.
internal sealed class LoginThrottle(TimeProvider realTime)
{
    public const int MaxFailures = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Timestamps of the last failures, oldest first.
    readonly Queue<long> failures = [];

    /// <summary>Checks a token, one at a time; not while there were too many failures.</summary>
    /// <returns>Whether the token is right, and the time to wait when it was not checked.</returns>
    public (bool IsRight, TimeSpan Wait) Try(Func<bool> isRight)
    {
        lock (failures)
        {
            if (TimeToWait() is { Ticks: > 0 } wait) return (false, wait);
            if (isRight()) return (true, TimeSpan.Zero);
            if (failures.Count == MaxFailures) failures.Dequeue();
            failures.Enqueue(realTime.GetTimestamp());
            return (false, TimeSpan.Zero);
        }
    }

    TimeSpan TimeToWait() => failures.Count < MaxFailures ? TimeSpan.Zero : Window - realTime.GetElapsedTime(failures.Peek());
}
