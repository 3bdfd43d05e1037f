using System.Text.Json.Serialization;
using KantanSim.Storage;

namespace KantanSim.Clock;

/// <summary>How the clock stood when it was last set: a running one by its distance from real time, a standing one by its moment.</summary>
internal sealed record ClockSetting(bool Running, TimeSpan Ahead, DateTimeOffset StandsAt);

[JsonSerializable(typeof(ClockSetting))]
internal sealed partial class ClockJson : JsonSerializerContext;

/// <summary>
/// The one time of the simulator. It runs with real time, shifted or not, or stands still until it is moved; it never goes
/// back by itself. What is due at a simulated time is a line of the agenda; timers of this provider run on real time.
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
    volatile ClockSetting setting;

    /// <param name="standsAt">Where a clock that stands still begins in a new database; null for a running one.</param>
    public SimulatedClock(Store store, DateTimeOffset? standsAt)
    {
        this.store = store;
        rows = store.NamedTable<ClockSetting>("clock", ClockJson.Default);
        var kept = rows.Find(Only);
        setting = standsAt is { } moment
            ? new(false, TimeSpan.Zero, kept is null ? moment : Later(moment, kept.Running ? System.GetUtcNow() + kept.Ahead : kept.StandsAt))
            : new(true, kept is null ? TimeSpan.Zero : Later(TimeSpan.Zero, kept.Running ? kept.Ahead : kept.StandsAt - System.GetUtcNow()), default);
    }

    /// <summary>Whether a clock may be set to this moment.</summary>
    public static bool Takes(DateTimeOffset moment) => moment >= Earliest && moment <= Latest;

    public bool Running => setting.Running;

    /// <summary>The clock was moved, stopped or started.</summary>
    public event Action? Changed;

    public override DateTimeOffset GetUtcNow() => NowBy(setting);

    /// <summary>Moves to a moment, running or standing as before.</summary>
    public Task MoveTo(DateTimeOffset moment) => Set(Running, moment);

    /// <summary>Stops at a moment, or starts to run from it.</summary>
    // It is that late only once that is on disk: after a crash nothing has happened at a time that never was.
    public Task Set(bool running, DateTimeOffset moment) => Save(running ? new(true, moment - System.GetUtcNow(), default) : new(false, TimeSpan.Zero, moment));

    /// <summary>Saves what is saved already: a change that changes nothing, to see whether changes can be saved.</summary>
    public Task Try() => Save(setting);

    Task Save(ClockSetting next) => store.Write(writing =>
    {
        writing.Put(rows, Only, next);
        writing.WhenSaved(() => Take(next));
    });

    void Take(ClockSetting next)
    {
        setting = next;
        Changed?.Invoke();
    }

    static DateTimeOffset NowBy(ClockSetting setting) => setting.Running ? System.GetUtcNow() + setting.Ahead : setting.StandsAt;

    static T Later<T>(T one, T other) where T : IComparable<T> => one.CompareTo(other) >= 0 ? one : other;
}
