namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Lists all snapshots, by name.</summary>
    public Task<Listing<Snapshot>> ListSnapshotsAsync(CancellationToken cancel = default) =>
        api.Get<Listing<Snapshot>>("api/snapshots", cancel);

    /// <summary>Reads what a snapshot holds.</summary>
    public Task<Snapshot> GetSnapshotAsync(string name, CancellationToken cancel = default) =>
        api.Get<Snapshot>(PathOfSnapshot(name), cancel);

    /// <summary>Takes a snapshot of one shop or of everything.</summary>
    /// <exception cref="KantanSimException">409: the name is taken.</exception>
    public Task<Snapshot> TakeSnapshotAsync(SnapshotRequest request, CancellationToken cancel = default) =>
        api.Send<Snapshot>(HttpMethod.Post, "api/snapshots", request, cancel);

    /// <summary>Puts the shop, or everything, back into the state of a snapshot.</summary>
    public Task<Snapshot> RestoreSnapshotAsync(string name, CancellationToken cancel = default) =>
        api.Send<Snapshot>(HttpMethod.Post, $"{PathOfSnapshot(name)}/restore", null, cancel);

    /// <summary>Deletes a snapshot.</summary>
    public Task DeleteSnapshotAsync(string name, CancellationToken cancel = default) =>
        api.Send(HttpMethod.Delete, PathOfSnapshot(name), null, cancel);

    static string PathOfSnapshot(string name) => $"api/snapshots/{Query.Segment(name)}";
}
