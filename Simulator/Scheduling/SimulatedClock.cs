using System.Text.Json.Serialization;
using KantanSim.Storage;

namespace KantanSim.Scheduling;

/// <summary>How the clock stood when it was last set: a running one by its distance from real time, a standing one by its moment.</summary>
/// <param name="LastSeen">What a running one showed when it was saved: it does not go back behind it, whatever the machine's clock does meanwhile.</param>
internal sealed record ClockSetting(bool Running, TimeSpan Ahead, DateTimeOffset StandsAt, DateTimeOffset LastSeen = default);

[JsonSerializable(typeof(ClockSetting))]
internal sealed partial class ClockJson : JsonSerializerContext;

/// <summary>
/// The one time of the simulator. It runs with real time, shifted or not, or stands still until it is moved. When the machine's clock jumps forward, it
/// follows; when that is set back, it goes on at the pace of real time from where it was. What is due at a simulated time is a line of the agenda.
/// </summary>
internal sealed class SimulatedClock : TimeProvider
{
    const string Only = "clock";

    /// <summary>The first moment that a clock may be set to. Terms, months and validities around it are still days of the calendar.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last moment that a clock may be set to.</summary>
    public static readonly DateTimeOffset Latest = new DateTimeOffset(3000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);

    readonly Table<string, ClockSetting> rows;
    readonly Store store;
    readonly TimeProvider real;
    readonly Lock gate = new();
    volatile ClockSetting setting;
    // What was told last, and when by a clock that nobody sets.
    DateTimeOffset told;
    long toldAt;

    /// <param name="standsAt">Where a clock that stands still begins in a new database; null for a running one.</param>
    /// <param name="real">The machine's clock; the system's when left out.</param>
    public SimulatedClock(Store store, DateTimeOffset? standsAt, TimeProvider? real = null)
    {
        (this.store, this.real) = (store, real ?? System);
        rows = store.NamedTable<ClockSetting>("clock", ClockJson.Default);
        var now = this.real.GetUtcNow();
        var kept = rows.Find(Only) is { } row ? row.Running ? Later(now + row.Ahead, row.LastSeen) : row.StandsAt : (DateTimeOffset?)null;
        setting = standsAt is { } moment
            ? new(false, TimeSpan.Zero, kept is { } before ? Later(moment, before) : moment)
            : new(true, kept is { } earlier ? Later(TimeSpan.Zero, earlier - now) : TimeSpan.Zero, default);
    }

    /// <summary>Whether a clock may be set to this moment.</summary>
    public static bool IsInRange(DateTimeOffset moment) => moment >= Earliest && moment <= Latest;

    public bool IsRunning => setting.Running;

    /// <summary>The clock was moved, stopped or started.</summary>
    public event Action? Changed;

    public override DateTimeOffset GetUtcNow()
    {
        if (!setting.Running) return setting.StandsAt;
        lock (gate)
        {
            if (!setting.Running) return setting.StandsAt;
            var now = real.GetUtcNow() + setting.Ahead;
            if (now < told) now = GoOn(now);
            (told, toldAt) = (now, real.GetTimestamp());
            return now;
        }
    }

    /// <summary>The machine's clock was set back, and how far ahead this one is since then is not saved yet.</summary>
    public bool HasUnsavedShift { get; private set; }

    /// <summary>Saves how far ahead a running clock is, and what it shows.</summary>
    public Task SaveState()
    {
        var now = GetUtcNow();
        HasUnsavedShift = false;
        return setting.Running ? SaveUnlessSet(() => setting with { LastSeen = now }) : Task.CompletedTask;
    }

    // The machine's clock was set back: this one goes on by the time that has really passed.
    DateTimeOffset GoOn(DateTimeOffset now)
    {
        var steady = told + real.GetElapsedTime(toldAt);
        setting = setting with { Ahead = setting.Ahead + (steady - now) };
        HasUnsavedShift = true;
        return steady;
    }

    /// <summary>Moves to a moment, running or standing as before.</summary>
    public Task MoveTo(DateTimeOffset moment) => Set(IsRunning, moment);

    /// <summary>Stops at a moment, or starts to run from it.</summary>
    // It is that late only once that is on disk: after a crash nothing has happened at a time that never was.
    public Task Set(bool running, DateTimeOffset moment) => Save(running ? new(true, moment - real.GetUtcNow(), default) : new(false, TimeSpan.Zero, moment));

    /// <summary>Saves what is saved already: a change that changes nothing, to see whether changes can be saved.</summary>
    public Task ProbeStore() => SaveUnlessSet(() => setting);

    Task Save(ClockSetting next) => store.Write(writing =>
    {
        writing.Put(rows, Only, next);
        writing.WhenSaved(() =>
        {
            Apply(next);
            Changed?.Invoke();
        });
    });

    // Who sets the clock in this very moment is not overwritten.
    Task SaveUnlessSet(Func<ClockSetting> next) => store.Write(writing =>
    {
        if (!writing.IsChanging(rows, Only)) writing.Put(rows, Only, next());
        writing.WhenSaved(() => Changed?.Invoke());
    });

    void Apply(ClockSetting next)
    {
        lock (gate)
        {
            setting = next;
            // An operator may set it back.
            told = default;
        }
    }

    static T Later<T>(T one, T other) where T : IComparable<T> => one.CompareTo(other) >= 0 ? one : other;
}
