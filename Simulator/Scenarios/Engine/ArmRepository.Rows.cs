using KantanSim.Scenarios.Files;
using KantanSim.Storage.Transfer;

namespace KantanSim.Scenarios.Engine;

/// <content>Reading and replacing the arms of a shop, with the counter of their IDs.</content>
internal sealed partial class ArmRepository : IShopRows
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        // A draft may be gone when the snapshot is restored.
        List<Arm> found = [.. All().Where(arm => IsOf(shopId, arm) && !arm.IsDraft)];
        List<KeyValuePair<string, ArmCounter>> counted = [.. counters.Entries().Where(row => shopId is null || row.Key == shopId)];
        return found.Select(arm => rows.Line(arm.Id, arm)).Concat(counted.Select(row => counters.Line(row.Key, row.Value)));
    }

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var loaded = rowSet.Take(rows).ConvertAll(row => row.Row);
        var counts = rowSet.Take(counters);
        if (loaded.Exists(arm => !IsOf(shopId, arm)) || counts.Exists(row => shopId is not null && row.Key != shopId))
            throw new FormatException($"it is of shop {shopId} and has an arm of another shop");
        return (writing, _) =>
        {
            foreach (var arm in writing.All(rows).Where(arm => IsOf(shopId, arm))) writing.Delete(rows, arm.Id);
            foreach (var arm in loaded) writing.Put(rows, arm.Id, arm);
            // Never lowered: an ID is not used again.
            foreach (var (shop, saved) in counts)
                if (saved.Count > (writing.Find(counters, shop)?.Count ?? 0)) writing.Put(counters, shop, saved);
        };
    }

    static bool IsOf(string? shopId, Arm arm) => shopId is null || arm.ShopId == shopId;
}
