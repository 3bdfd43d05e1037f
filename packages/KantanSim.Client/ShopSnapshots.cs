namespace KantanSim.Client;

/// <summary>Saved states of one shop: payments, notifications, clock, members, armed scenarios.</summary>
public sealed class ShopSnapshots
{
    readonly ShopClient shop;

    internal ShopSnapshots(ShopClient shop) => this.shop = shop;

    /// <summary>Saves the state. A saved state of the same name is replaced.</summary>
    /// <param name="name">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; up to 50. Other shops may use the same name.</param>
    public Task<Snapshot> SaveAsync(string name) =>
        shop.Client.TakeSnapshotAsync(new() { Name = NameOf(name), ShopId = shop.ShopId, Replace = true }, shop.Cancellation);

    /// <summary>Puts the shop back into a saved state.</summary>
    public Task<Snapshot> RestoreAsync(string name) =>
        shop.Client.RestoreSnapshotAsync(NameOf(name), shop.Cancellation);

    internal async Task DeleteAllAsync()
    {
        var all = await shop.Client.ListSnapshotsAsync().ConfigureAwait(false);
        foreach (var snapshot in all.Items.Where(one => one.ShopId == shop.ShopId))
            await shop.Client.DeleteSnapshotAsync(snapshot.Name).ConfigureAwait(false);
    }

    string NameOf(string name) => $"{shop.ShopId}-{name}";
}
