namespace KantanSim.Client;

/// <summary>Saved states of one shop: payments, notifications, clock, members, armed scenarios.</summary>
public sealed class ShopSnapshots
{
    readonly KantanSimClient client;
    readonly string shopId;

    internal ShopSnapshots(KantanSimClient client, string shopId) => (this.client, this.shopId) = (client, shopId);

    /// <summary>Saves the state. A saved state of the same name is replaced.</summary>
    /// <param name="name">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; up to 50. Other shops may use the same name.</param>
    public Task<Snapshot> SaveAsync(string name, CancellationToken cancel = default) =>
        client.TakeSnapshotAsync(new() { Name = NameOf(name), ShopId = shopId, Replace = true }, cancel);

    /// <summary>Puts the shop back into a saved state.</summary>
    public Task<Snapshot> RestoreAsync(string name, CancellationToken cancel = default) =>
        client.RestoreSnapshotAsync(NameOf(name), cancel);

    internal async Task DeleteAllAsync()
    {
        var all = await client.ListSnapshotsAsync().ConfigureAwait(false);
        foreach (var snapshot in all.Items.Where(one => one.ShopId == shopId))
            await client.DeleteSnapshotAsync(snapshot.Name).ConfigureAwait(false);
    }

    string NameOf(string name) => $"{shopId}-{name}";
}
