using System.Collections.Concurrent;
using KantanSim.Storage;

namespace KantanSim.Clocks;

/// <summary>
/// The simulated clocks: the common one, and one for each shop whose time was set or advanced alone. A shop without a clock of its own
/// follows the common one. Shops are given by ShopID; null means the common clock. A clock changes only after the new value is durable, so
/// that a crash leaves no events at a time that the clock has not reached after the restart.
/// </summary>
internal sealed partial class ShopClocks
{
    const string CommonKey = "clock";
    const string ShopPrefix = "shop/";

    readonly Table<string, ClockSetting> rows;
    readonly Store store;
    readonly TimeProvider real;
    readonly ConcurrentDictionary<string, SimulatedClock> own = new(StringComparer.Ordinal);

    /// <param name="standsAt">
    /// Freezes the common clock at this time, or at the stored time if that is later; null: it runs. Clocks of shops stay as they are
    /// stored.
    /// </param>
    /// <param name="real">The machine's clock; null for <see cref="TimeProvider.System"/>.</param>
    /// <param name="keepsStored">Freezes the common clock at the stored time also when that is earlier.</param>
    public ShopClocks(Store store, DateTimeOffset? standsAt, TimeProvider? real = null, bool keepsStored = false)
    {
        this.store = store;
        this.real = real ?? TimeProvider.System;
        rows = store.NamedTable<ClockSetting>("clock", ClockJson.Default);
        Common = new(InitialCommon(standsAt, keepsStored), this.real);
        foreach (var (key, stored) in rows.Entries().Where(row => row.Key != CommonKey))
            own[key[ShopPrefix.Length..]] = new(Restarted(stored), this.real);
    }

    public SimulatedClock Common { get; }

    /// <summary>The clock that a shop follows.</summary>
    public SimulatedClock Of(string? shopId) => shopId is not null && own.TryGetValue(shopId, out var clock) ? clock : Common;

    /// <summary>The time of a shop.</summary>
    public DateTimeOffset Now(string? shopId) => Of(shopId).GetUtcNow();

    /// <summary>The time of a shop for code that takes a time provider. It follows the shop from clock to clock.</summary>
    public TimeProvider ProviderOf(string shopId) => new ShopTime(this, shopId);

    /// <summary>Whether a shop has a clock of its own.</summary>
    public bool HasOwn(string shopId) => own.ContainsKey(shopId);

    /// <summary>The ShopIDs of the shops with a clock of their own, in order.</summary>
    public IReadOnlyList<string> Owners => [.. own.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Raised when a clock was moved, frozen or started, and after each write of their state.</summary>
    public event Action? Changed;

    /// <summary>
    /// Freezes a shop's clock at a time, or lets it run from there; from then on it is the shop's own. The common clock takes all the
    /// others along: they get the same mode and move by the same span, so that they keep their distances.
    /// </summary>
    public Task Set(string? shopId, bool running, DateTimeOffset time) => store.Write(work =>
    {
        var now = real.GetUtcNow();
        var by = time - Staged(work, shopId).TimeAt(now);
        foreach (var moved in MovedWith(work, shopId))
            Put(work, moved, ClockSetting.At(running, Staged(work, moved).TimeAt(now) + by, now));
    });

    /// <summary>Moves a shop's clock, from then on the shop's own, or all clocks. A frozen one stays frozen.</summary>
    public Task Shift(string? shopId, TimeSpan by) => store.Write(work =>
    {
        foreach (var moved in MovedWith(work, shopId)) Put(work, moved, Staged(work, moved).ShiftedBy(by));
    });

    /// <summary>Deletes a shop's own clock: the shop follows the common one.</summary>
    public void Remove(UnitOfWork work, string shopId)
    {
        work.Delete(rows, KeyOf(shopId));
        work.WhenSaved(() =>
        {
            own.TryRemove(shopId, out _);
            Changed?.Invoke();
        });
    }

    /// <inheritdoc cref="Remove(UnitOfWork, string)"/>
    public Task Remove(string shopId) => store.Write(work => Remove(work, shopId));

    /// <summary>Whether a clock was shifted because the machine's clock was set back, and that is not saved yet.</summary>
    public bool HasUnsavedShift => Common.HasUnsavedShift || own.Values.Any(clock => clock.HasUnsavedShift);

    /// <summary>Saves the offset and the current time of the running clocks.</summary>
    public Task SaveState()
    {
        if (!Common.IsRunning && !own.Values.Any(clock => clock.IsRunning)) return Task.CompletedTask;
        return store.Write(work =>
        {
            SaveState(work, CommonKey, Common);
            foreach (var (shopId, clock) in own) SaveState(work, KeyOf(shopId), clock);
            work.WhenSaved(() => Changed?.Invoke());
        });
    }

    /// <summary>Writes the unchanged state of the common clock, to find out whether the store can save.</summary>
    public Task ProbeStore() => store.Write(work =>
    {
        if (!work.IsChanging(rows, CommonKey)) work.Put(rows, CommonKey, Common.CurrentSetting());
        work.WhenSaved(() => Changed?.Invoke());
    });

    // A value that is set in the same commit is not overwritten.
    void SaveState(UnitOfWork work, string key, SimulatedClock clock)
    {
        if (work.IsChanging(rows, key) || !clock.IsRunning) return;
        work.Put(rows, key, clock.SettingToSave());
        work.WhenSaved(clock.MarkSaved);
    }

    void Put(UnitOfWork work, string? shopId, ClockSetting next)
    {
        work.Put(rows, KeyOf(shopId), next);
        work.WhenSaved(() =>
        {
            if (shopId is null) Common.Apply(next);
            else own.GetOrAdd(shopId, _ => new(next, real)).Apply(next);
            Changed?.Invoke();
        });
    }

    // The common clock first. A clock that is deleted in the same commit stays deleted.
    IEnumerable<string?> MovedWith(UnitOfWork work, string? shopId)
    {
        if (shopId is not null) return [shopId];
        return [null, .. Owners.Where(owner => !IsDeleted(work, KeyOf(owner)))];
    }

    bool IsDeleted(UnitOfWork work, string key) => work.IsChanging(rows, key) && work.Find(rows, key) is null;

    // The state after earlier requests of the same commit.
    ClockSetting Staged(UnitOfWork work, string? shopId)
    {
        var key = KeyOf(shopId);
        if (work.IsChanging(rows, key) && work.Find(rows, key) is { } staged) return staged;
        if (shopId is null) return Common.CurrentSetting();
        return own.TryGetValue(shopId, out var clock) && !IsDeleted(work, key) ? clock.CurrentSetting() : Staged(work, null);
    }

    ClockSetting InitialCommon(DateTimeOffset? standsAt, bool keepsStored)
    {
        var now = real.GetUtcNow();
        var stored = rows.Find(CommonKey)?.TimeAt(now);
        if (keepsStored && stored is { } kept) return new(false, TimeSpan.Zero, kept);
        if (standsAt is { } time) return new(false, TimeSpan.Zero, Later(time, stored ?? time));
        return new(true, Later(TimeSpan.Zero, (stored ?? now) - now), default);
    }

    ClockSetting Restarted(ClockSetting stored)
    {
        var now = real.GetUtcNow();
        return ClockSetting.At(stored.Running, stored.TimeAt(now), now);
    }

    static string KeyOf(string? shopId) => shopId is null ? CommonKey : ShopPrefix + shopId;

    static T Later<T>(T one, T other) where T : IComparable<T> => one.CompareTo(other) >= 0 ? one : other;

    sealed class ShopTime(ShopClocks clocks, string shopId) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clocks.Now(shopId);
    }
}
