using System.Text.Json.Serialization;
using KantanSim.Storage;

namespace KantanSim.Clocks;

/// <summary>The stored state of the clock.</summary>
/// <param name="Running">Whether the clock runs with real time; otherwise it is frozen.</param>
/// <param name="Ahead">The offset of a running clock from real time.</param>
/// <param name="StandsAt">The time of a frozen clock, in UTC.</param>
/// <param name="LastSeen">The time of a running clock when it was saved. After a restart the clock does not go back behind it.</param>
internal sealed record ClockSetting(bool Running, TimeSpan Ahead, DateTimeOffset StandsAt, DateTimeOffset LastSeen = default);

[JsonSerializable(typeof(ClockSetting))]
internal sealed partial class ClockJson : JsonSerializerContext;

/// <summary>
/// The clock of the simulator. It runs with real time plus an offset, or is frozen until it is moved. When the machine's clock is set
/// forward, this one follows; when it is set back, this one continues from its last time at normal speed.
/// </summary>
internal sealed class SimulatedClock : TimeProvider
{
    const string Key = "clock";

    /// <summary>The earliest allowed time. Payment terms and other dates computed from times in the range stay representable.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The latest allowed time.</summary>
    public static readonly DateTimeOffset Latest = new DateTimeOffset(3000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);

    readonly Table<string, ClockSetting> rows;
    readonly Store store;
    readonly TimeProvider real;
    readonly Lock sync = new();
    volatile ClockSetting setting;
    // The last returned time, and the monotonic timestamp at which it was returned.
    DateTimeOffset last;
    long lastTimestamp;

    /// <param name="standsAt">Freezes the clock at this time, or at the stored time if that is later; null for a running clock.</param>
    /// <param name="real">The machine's clock; null for <see cref="TimeProvider.System"/>.</param>
    public SimulatedClock(Store store, DateTimeOffset? standsAt, TimeProvider? real = null)
    {
        this.store = store;
        this.real = real ?? System;
        rows = store.NamedTable<ClockSetting>("clock", ClockJson.Default);
        var now = this.real.GetUtcNow();
        var stored = StoredTime(now);
        setting = standsAt is { } time
            ? new(false, TimeSpan.Zero, Later(time, stored ?? time))
            : new(true, Later(TimeSpan.Zero, (stored ?? now) - now), default);
    }

    // The time that the stored clock shows now; null in a new database.
    DateTimeOffset? StoredTime(DateTimeOffset now)
    {
        if (rows.Find(Key) is not { } row) return null;
        return row.Running ? Later(now + row.Ahead, row.LastSeen) : row.StandsAt;
    }

    /// <summary>Whether the clock can be set to a time.</summary>
    public static bool IsInRange(DateTimeOffset time) => time >= Earliest && time <= Latest;

    public bool IsRunning => setting.Running;

    /// <summary>Raised when the clock was moved, frozen or started, and after each write of its state.</summary>
    public event Action? Changed;

    public override DateTimeOffset GetUtcNow()
    {
        if (!setting.Running) return setting.StandsAt;
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

    /// <summary>Whether the offset has increased, because the machine's clock was set back, and is not saved yet.</summary>
    public bool HasUnsavedShift { get; private set; }

    /// <summary>Saves the offset and the current time of a running clock.</summary>
    public Task SaveState()
    {
        var now = GetUtcNow();
        HasUnsavedShift = false;
        return setting.Running ? SaveUnlessSet(() => setting with { LastSeen = now }) : Task.CompletedTask;
    }

    // The machine's clock was set back: adds the difference to the offset, measured by the monotonic timestamp.
    DateTimeOffset IncreaseOffset(DateTimeOffset now)
    {
        var steady = last + real.GetElapsedTime(lastTimestamp);
        setting = setting with { Ahead = setting.Ahead + (steady - now) };
        HasUnsavedShift = true;
        return steady;
    }

    /// <summary>Moves to a time. A running clock continues to run, a frozen one stays frozen.</summary>
    public Task MoveTo(DateTimeOffset time) => Set(IsRunning, time);

    /// <summary>
    /// Freezes the clock at a time, or lets it run from there. The clock changes only after the new value is durable, so that a crash
    /// leaves no events at a time that the clock has not reached after the restart.
    /// </summary>
    public Task Set(bool running, DateTimeOffset time) =>
        Save(running ? new(true, time - real.GetUtcNow(), default) : new(false, TimeSpan.Zero, time));

    /// <summary>Writes the unchanged state, to find out whether the store can save.</summary>
    public Task ProbeStore() => SaveUnlessSet(() => setting);

    Task Save(ClockSetting next) => store.Write(unitOfWork =>
    {
        unitOfWork.Put(rows, Key, next);
        unitOfWork.WhenSaved(() =>
        {
            Apply(next);
            Changed?.Invoke();
        });
    });

    // Does not overwrite a value that is set in the same commit.
    Task SaveUnlessSet(Func<ClockSetting> next) => store.Write(unitOfWork =>
    {
        if (!unitOfWork.IsChanging(rows, Key)) unitOfWork.Put(rows, Key, next());
        unitOfWork.WhenSaved(() => Changed?.Invoke());
    });

    void Apply(ClockSetting next)
    {
        lock (sync)
        {
            setting = next;
            // The operator can set the clock back.
            last = default;
        }
    }

    static T Later<T>(T one, T other) where T : IComparable<T> => one.CompareTo(other) >= 0 ? one : other;
}
