using KantanSim.Configuration;

namespace KantanSim.Snapshots;

/// <summary>The limits of snapshots. Tests set lower ones.</summary>
internal sealed record SnapshotLimits
{
    public int MaxSnapshots { get; init; } = ServerLimits.MaxSnapshots;

    /// <summary>Of one snapshot.</summary>
    public int MaxBytes { get; init; } = ServerLimits.MaxSnapshotBytes;

    /// <summary>Of the payments that a snapshot holds, and of those that a restore replaces.</summary>
    public int MaxPayments { get; init; } = ServerLimits.MaxSnapshotPayments;
}
