namespace KantanSim.Scheduling;

/// <summary>
/// How long this process has really run: a minute in which it was suspended, by a signal or by the machine's sleep, counts as a second at most.
/// It looks twice a second while somebody asks for it.
/// </summary>
internal sealed class UnsuspendedTime(TimeProvider real)
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    ITimer? beats;
    TimeSpan total;
    long lookedAt;
    int users;

    public TimeSpan Total
    {
        get
        {
            lock (gate)
            {
                var gap = real.GetElapsedTime(lookedAt);
                (total, lookedAt) = (total + (gap < LongestGap ? gap : LongestGap), real.GetTimestamp());
                return total;
            }
        }
    }

    public void Begin()
    {
        lock (gate)
        {
            if (users++ > 0) return;
            lookedAt = real.GetTimestamp();
            beats = real.CreateTimer(_ => _ = Total, null, Beat, Beat);
        }
    }

    public void End()
    {
        lock (gate)
        {
            if (--users > 0) return;
            beats?.Dispose();
            beats = null;
        }
    }
}
