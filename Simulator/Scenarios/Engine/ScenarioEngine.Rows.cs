using KantanSim.Storage.Transfer;

namespace KantanSim.Scenarios.Engine;

/// <content>The counts of calls before registration are in memory only: a snapshot has none, and a restore forgets them.</content>
internal sealed partial class ScenarioEngine : IShopRows
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId) => [];

    /// <inheritdoc/>
    public RowReplacement Load(string? shopId, RowSet rows) =>
        (writing, _) => writing.WhenSaved(() => ForgetCountsBeforeRegistration(shopId));

    /// <summary>Forgets the calls of orders that are not registered yet.</summary>
    /// <param name="shopId">Null: of all shops.</param>
    public void ForgetCountsBeforeRegistration(string? shopId)
    {
        lock (countsBeforeRegistration)
        {
            foreach (var order in countsBeforeRegistration.Keys.Where(order => shopId is null || order.ShopId == shopId).ToList())
                countsBeforeRegistration.Remove(order);
        }
    }
}
