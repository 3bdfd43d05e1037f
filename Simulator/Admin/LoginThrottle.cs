namespace KantanSim.Admin;

/// <summary>How often the operator's token was guessed wrong at the sign-in page, by whomever: after too often everybody has to wait. Real time.</summary>
internal sealed class LoginThrottle(TimeProvider real)
{
    /// <summary>So many wrong ones are taken <see cref="Window"/>.</summary>
    public const int MaxFailures = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly Queue<long> wrong = [];

    /// <summary>Looks whether a guess is right, one after the other; not at all while there were too many wrong ones.</summary>
    /// <returns>Whether it is, and how long nobody may guess when it was not looked at.</returns>
    public (bool IsRight, TimeSpan Wait) Try(Func<bool> isRight)
    {
        lock (wrong)
        {
            if (wrong.Count == MaxFailures && Window - real.GetElapsedTime(wrong.Peek()) is { Ticks: > 0 } wait) return (false, wait);
            if (isRight()) return (true, TimeSpan.Zero);
            if (wrong.Count == MaxFailures) wrong.Dequeue();
            wrong.Enqueue(real.GetTimestamp());
            return (false, TimeSpan.Zero);
        }
    }
}
