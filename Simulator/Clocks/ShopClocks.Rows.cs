using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Clocks;

/// <content>
/// Reading and replacing the clocks of a snapshot. A shop's snapshot has its own clock; when it follows the common clock, that one.
/// </content>
internal sealed partial class ShopClocks : IShopRows
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        if (shopId is null) return [Line(null), .. Owners.Select(Line)];
        return [Line(HasOwn(shopId) ? shopId : null)];
    }

    /// <summary>
    /// Sets the clocks to the times of the snapshot. A shop that followed the common clock follows it again if that stands at the same
    /// time. Otherwise, and always when the clock runs, it gets a clock of its own.
    /// </summary>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var loaded = rowSet.Take(rows).ToDictionary(row => row.Key, row => row.Row);
        if (loaded.Keys.FirstOrDefault(key => !IsKeyOf(shopId, key)) is { } other)
            throw new FormatException($"it is of shop {shopId} and has the clock \"{other}\"");
        return (work, _) =>
        {
            if (shopId is not null) Load(work, shopId, loaded);
            else LoadAll(work, loaded);
        };
    }

    void Load(UnitOfWork work, string shopId, Dictionary<string, ClockSetting> loaded)
    {
        if (loaded.TryGetValue(KeyOf(shopId), out var own)) Restore(work, shopId, own);
        else if (loaded.TryGetValue(CommonKey, out var common) && common != Staged(work, null)) Restore(work, shopId, common);
        else Remove(work, shopId);
    }

    void LoadAll(UnitOfWork work, Dictionary<string, ClockSetting> loaded)
    {
        foreach (var owner in Owners.Where(owner => !loaded.ContainsKey(KeyOf(owner)))) Remove(work, owner);
        foreach (var (key, setting) in loaded) Restore(work, key == CommonKey ? null : key[ShopPrefix.Length..], setting);
    }

    // A running clock goes on from the time of the snapshot.
    void Restore(UnitOfWork work, string? shopId, ClockSetting saved) =>
        Put(work, shopId, ClockSetting.At(saved.Running, saved.Running ? saved.LastSeen : saved.StandsAt, real.GetUtcNow()));

    ExportLine Line(string? shopId) => rows.Line(KeyOf(shopId), Of(shopId).SettingToSave());

    static bool IsKeyOf(string? shopId, string key) =>
        key == CommonKey || (shopId is null ? key.StartsWith(ShopPrefix, StringComparison.Ordinal) : key == KeyOf(shopId));
}
