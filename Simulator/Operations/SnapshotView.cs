using KantanSim.Snapshots;

namespace KantanSim.Operations;

/// <summary>A snapshot. All but name, bytes and fault is null when the snapshot cannot be restored.</summary>
/// <param name="ShopId">Null: everything.</param>
/// <param name="Created">Real time.</param>
/// <param name="Simulated">Simulated time when it was taken.</param>
/// <param name="Bytes">The length of its file.</param>
/// <param name="Fault">Why it cannot be restored; null when it can.</param>
internal sealed record SnapshotView(
    string Name, string? ShopId, DateTimeOffset? Created, DateTimeOffset? Simulated, int? Payments, int? Notifications, int? Jobs,
    long Bytes, string? Fault)
{
    public static SnapshotView Of(SnapshotEntry entry) => new(
        entry.Name, entry.Header?.ShopId, entry.Header?.Created, entry.Header?.Simulated, entry.Header?.Payments,
        entry.Header?.Notifications, entry.Header?.Jobs, entry.Bytes, entry.Fault?.En);
}
