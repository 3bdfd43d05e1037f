using System.Text.Json.Serialization;

namespace KantanSim.Clocks;

/// <summary>The stored state of a clock.</summary>
/// <param name="Running">Whether the clock runs with real time; otherwise it is frozen.</param>
/// <param name="Ahead">The offset of a running clock from real time.</param>
/// <param name="StandsAt">The time of a frozen clock, in UTC.</param>
/// <param name="LastSeen">The time of a running clock when it was saved. After a restart the clock does not go back behind it.</param>
internal sealed record ClockSetting(bool Running, TimeSpan Ahead, DateTimeOffset StandsAt, DateTimeOffset LastSeen = default)
{
    /// <summary>A clock that shows <paramref name="time"/> at the real time <paramref name="realNow"/>.</summary>
    public static ClockSetting At(bool running, DateTimeOffset time, DateTimeOffset realNow) =>
        running ? new(true, time - realNow, default) : new(false, TimeSpan.Zero, time);

    /// <summary>The time that the stored clock shows now.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset realNow)
    {
        if (!Running) return StandsAt;
        var time = realNow + Ahead;
        return time > LastSeen ? time : LastSeen;
    }

    public ClockSetting ShiftedBy(TimeSpan by) => Running ? this with { Ahead = Ahead + by } : this with { StandsAt = StandsAt + by };
}

[JsonSerializable(typeof(ClockSetting))]
internal sealed partial class ClockJson : JsonSerializerContext;

/// <summary>
/// A clock of the simulator. It runs with real time plus an offset, or is frozen until it is moved. When the machine's clock is set
/// forward, this one follows; when it is set back, this one continues from its last time at normal speed.
/// </summary>
internal sealed class SimulatedClock(ClockSetting initial, TimeProvider real) : TimeProvider
{
    /// <summary>The earliest allowed time. Payment terms and other dates computed from times in the range stay representable.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The latest allowed time.</summary>
    public static readonly DateTimeOffset Latest = new DateTimeOffset(3000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);

    readonly Lock sync = new();
    volatile ClockSetting setting = initial;
    // The last returned time, and the monotonic timestamp at which it was returned.
    DateTimeOffset last;
    long lastTimestamp;

    /// <summary>Whether a clock can be set to a time.</summary>
    public static bool IsInRange(DateTimeOffset time) => time >= Earliest && time <= Latest;

    public bool IsRunning => setting.Running;

    /// <summary>Whether the offset has increased, because the machine's clock was set back, and is not saved yet.</summary>
    public bool HasUnsavedShift { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        var current = setting;
        if (!current.Running) return current.StandsAt;
        lock (sync)
        {
            if (!setting.Running) return setting.StandsAt;
            var now = real.GetUtcNow() + setting.Ahead;
            if (now < last) now = IncreaseOffset(now);
            last = now;
            lastTimestamp = real.GetTimestamp();
            return now;
        }
    }

    /// <summary>The state, after a correction for a machine's clock that was set back.</summary>
    internal ClockSetting CurrentSetting()
    {
        GetUtcNow();
        return setting;
    }

    internal void Apply(ClockSetting next)
    {
        lock (sync)
        {
            setting = next;
            // The operator can set the clock back.
            last = default;
        }
    }

    /// <summary>The state to save, with the current time of a running clock.</summary>
    internal ClockSetting SettingToSave()
    {
        var now = GetUtcNow();
        var current = setting;
        return current.Running ? current with { LastSeen = now } : current;
    }

    /// <summary>Called when <see cref="SettingToSave"/> is on disk.</summary>
    internal void MarkSaved() => HasUnsavedShift = false;

    // The machine's clock was set back: adds the difference to the offset, measured by the monotonic timestamp.
    DateTimeOffset IncreaseOffset(DateTimeOffset now)
    {
        var steady = last + real.GetElapsedTime(lastTimestamp);
        setting = setting with { Ahead = setting.Ahead + (steady - now) };
        HasUnsavedShift = true;
        return steady;
    }
}
