using System.Text.Json.Serialization;

namespace KantanSim.Protocol;

/// <summary>The state of a shop's contract for the wallet.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractState>))]
internal enum ContractState { Contracted, Pending, None }

/// <summary>Whose members pay at a shop: the shared ones, or members of its own. In JSON <c>shared</c> or <c>own</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShopMembers>))]
internal enum ShopMembers
{
    [JsonStringEnumMemberName("shared")] Shared,
    [JsonStringEnumMemberName("own")] Own,
}

/// <summary>What a shop declares to learn results from. In JSON <c>any</c> or <c>notification</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultSource>))]
internal enum ResultSource
{
    /// <summary>Not declared.</summary>
    [JsonStringEnumMemberName("any")] Any,
    /// <summary>Notifications only: it does not search for results.</summary>
    [JsonStringEnumMemberName("notification")] Notification,
}

/// <summary>A merchant's shop at the gateway.</summary>
internal sealed record Shop
{
    /// <summary>Up to 13 letters and digits.</summary>
    public required string ShopId { get; init; }
    /// <summary>Up to 10 letters and digits.</summary>
    public required string ShopPass { get; init; }
    public string Name { get; init; } = "";
    /// <summary>The URL of result notifications; empty for none. A user and password in it are sent as Basic authentication.</summary>
    public string NotifyUrl { get; init; } = "";
    /// <summary>The default scenario of the shop's transactions; empty for <c>success</c>.</summary>
    public string Scenario { get; init; } = "";
    /// <summary>The contract for the wallet, which the wallet and SBPS examine after the application.</summary>
    public ContractState Recruit { get; init; } = ContractState.Contracted;
    /// <summary>The shop's protocol options, which override the server's, by name (<see cref="ProtocolOptionCatalog"/>).</summary>
    public IReadOnlyDictionary<string, string> Protocol { get; init; } = new Dictionary<string, string>();

    /// <summary>The rules of the advice that are switched off for the shop, by id, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Advice { get; init; } = new Dictionary<string, string>();

    /// <summary>What the shop declares to learn results from. Some rules of the advice do not apply then.</summary>
    public ResultSource ResultFrom { get; init; }

    /// <summary>Chosen when the shop is added.</summary>
    public ShopMembers Members { get; init; }
    /// <summary>The real time, in UTC, from which on the shop no longer exists; null: it stays.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The shop with the password in its notification URL masked.</summary>
    public Shop WithMaskedUrl() => this with { NotifyUrl = UrlPassword.Mask(NotifyUrl) };
}

[JsonSerializable(typeof(Shop))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
