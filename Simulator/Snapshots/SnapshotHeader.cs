using System.Text.Json;
using System.Text.Json.Serialization;
using KantanSim.Transactions;

namespace KantanSim.Snapshots;

/// <summary>The first line of a snapshot. The other lines are those of an export.</summary>
internal sealed record SnapshotHeader
{
    public const string FormatName = "kantansim-snapshot";
    public const int CurrentVersion = 1;

    public required string Format { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    /// <summary>Null: everything.</summary>
    public string? ShopId { get; init; }
    /// <summary>Real time.</summary>
    public required DateTimeOffset Created { get; init; }
    /// <summary>Simulated time.</summary>
    public DateTimeOffset? Simulated { get; init; }
    public required int Payments { get; init; }
    public required int Notifications { get; init; }
    public required int Jobs { get; init; }
    /// <summary>Identifies the key of all AccessIDs. A database with another key would not find the payments by their orders.</summary>
    public required string Identifiers { get; init; }
    /// <summary>SHA-256 of this header without the sum, and of all lines behind it, as lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The header of rows; <see cref="Identifiers"/> and <see cref="Sha256"/> are set when it is written.</summary>
    public static SnapshotHeader Of(
        PaymentRows rows, string name, string? shopId, DateTimeOffset created, DateTimeOffset simulated) => new()
        {
            Format = FormatName,
            Version = CurrentVersion,
            Name = name,
            ShopId = shopId,
            Created = created,
            Simulated = simulated,
            Payments = rows.Transactions.Count,
            Notifications = rows.Outbox.Count,
            Jobs = rows.Jobs.Count,
            Identifiers = "",
            Sha256 = "",
        };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SnapshotHeader))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
