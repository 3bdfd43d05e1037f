using System.Text.Json.Serialization;

namespace KantanSim.Protocol;

/// <summary>How far the shop's contract for the wallet has come (protocol.md 7).</summary>
internal enum ContractState { Contracted, Pending, None }

/// <summary>A merchant's shop as the gateway knows it.</summary>
internal sealed record Shop
{
    /// <summary>Up to 13 letters and digits.</summary>
    public required string ShopId { get; init; }
    /// <summary>Up to 10 letters and digits.</summary>
    public required string ShopPass { get; init; }
    public string Name { get; init; } = "";
    /// <summary>Where result notifications go; empty: nowhere.</summary>
    public string NotifyUrl { get; init; } = "";
    /// <summary>The scenario that its transactions play when nothing else is said; empty: <c>success</c>.</summary>
    public string Scenario { get; init; } = "";
    public ContractState Recruit { get; init; } = ContractState.Contracted;
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Shop))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
