using System.Text.Json.Serialization;

namespace KantanSim.Protocol;

/// <summary>How far the shop's contract for the wallet has come (protocol.md 7).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractState>))]
internal enum ContractState { Contracted, Pending, None }

/// <summary>A merchant's shop as the gateway knows it.</summary>
internal sealed record Shop
{
    /// <summary>Up to 13 letters and digits.</summary>
    public required string ShopId { get; init; }
    /// <summary>Up to 10 letters and digits.</summary>
    public required string ShopPass { get; init; }
    public string Name { get; init; } = "";
    /// <summary>Where result notifications go; empty: nowhere. User and password in it are sent as Basic authentication.</summary>
    public string NotifyUrl { get; init; } = "";
    /// <summary>The scenario that its transactions play when nothing else is said; empty: <c>success</c>.</summary>
    public string Scenario { get; init; } = "";
    /// <summary>The contract for the wallet, applied for at the wallet and at SBPS, and examined by them.</summary>
    public ContractState Recruit { get; init; } = ContractState.Contracted;
    /// <summary>The shop's own choices over the server's, by name (<see cref="ProtocolOptionCatalog"/>).</summary>
    public IReadOnlyDictionary<string, string> Protocol { get; init; } = new Dictionary<string, string>();

    /// <summary>The shop as it is shown: without the password in its notification URL.</summary>
    public Shop WithMaskedUrl() => this with { NotifyUrl = UrlPassword.Mask(NotifyUrl) };
}

[JsonSerializable(typeof(Shop))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
