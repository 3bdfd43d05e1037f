namespace KantanSim.Clocks;

/// <summary>
/// Measures real time without the time in which the process was suspended, by a signal or by the machine's sleep. While it is in use,
/// a timer samples the time twice a second; a gap of more than a second between two samples counts as one second.
/// </summary>
internal sealed class UnsuspendedTime(TimeProvider real)
{
    static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(1);

    readonly Lock sync = new();
    ITimer? timer;
    TimeSpan total;
    long sampledAt;
    int users;

    /// <summary>The time so far, counted while there is at least one user. Only differences of two values are meaningful.</summary>
    public TimeSpan Total
    {
        get
        {
            lock (sync)
            {
                var gap = real.GetElapsedTime(sampledAt);
                sampledAt = real.GetTimestamp();
                total += gap < MaxGap ? gap : MaxGap;
                return total;
            }
        }
    }

    /// <summary>Adds a user; the first one starts the timer.</summary>
    public void Begin()
    {
        lock (sync)
        {
            users++;
            if (users > 1) return;
            sampledAt = real.GetTimestamp();
            timer = real.CreateTimer(_ => _ = Total, null, SampleInterval, SampleInterval);
        }
    }

    /// <summary>Removes a user; the last one stops the timer.</summary>
    public void End()
    {
        lock (sync)
        {
            users--;
            if (users > 0) return;
            timer?.Dispose();
            timer = null;
        }
    }
}
