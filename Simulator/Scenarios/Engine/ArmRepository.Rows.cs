using KantanSim.Scenarios.Files;
using KantanSim.Storage.Transfer;

namespace KantanSim.Scenarios.Engine;

/// <content>Reading and replacing the arms of a shop, with the counter of their IDs.</content>
internal sealed partial class ArmRepository : IShopRows
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<Arm> found = [.. All().Where(arm => IsOf(shopId, arm))];
        List<KeyValuePair<string, ArmCounter>> counted = [.. counters.Entries().Where(row => shopId is null || row.Key == shopId)];
        return found.Select(arm => rows.Line(arm.Id, arm)).Concat(counted.Select(row => counters.Line(row.Key, row.Value)));
    }

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var loaded = rowSet.Take(rows).ConvertAll(row => row.Row);
        var counts = rowSet.Take(counters);
        if (loaded.Exists(arm => !IsOf(shopId, arm))) throw new FormatException($"it is of shop {shopId} and has an arm of another shop");
        return (writing, _) =>
        {
            foreach (var arm in writing.All(rows).Where(arm => IsOf(shopId, arm))) writing.Delete(rows, arm.Id);
            foreach (var (shop, _) in counters.Entries().Where(row => shopId is null || row.Key == shopId)) writing.Delete(counters, shop);
            foreach (var arm in loaded) writing.Put(rows, arm.Id, arm);
            foreach (var (shop, counter) in counts) writing.Put(counters, shop, counter);
        };
    }

    static bool IsOf(string? shopId, Arm arm) => shopId is null || arm.ShopId == shopId;
}
