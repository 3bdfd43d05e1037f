using System.Text.Json.Serialization;

namespace KantanSim.Consumers;

/// <summary>Somebody with an account at the wallet.</summary>
internal sealed record Member
{
    public required string Id { get; init; }
    public required string Email { get; init; }
    /// <summary>The password of a member who is given none, such as those that come with a new database.</summary>
    public const string FirstPassword = "password";

    public string Password { get; init; } = FirstPassword;
    public required string Name { get; init; }
    /// <summary>1 point = 1 yen.</summary>
    public int Points { get; init; }
    public IReadOnlyList<Card> Cards { get; init; } = [];
    public IReadOnlyList<Coupon> Coupons { get; init; } = [];
    /// <summary>What the member is good for in a test.</summary>
    public string HintEn { get; init; } = "";
    public string HintJa { get; init; } = "";
}

/// <summary>A registered card; one that declines refuses every authorisation.</summary>
internal sealed record Card(string Id, string Label, bool Declines = false);

[JsonConverter(typeof(JsonStringEnumConverter<CouponFunding>))]
internal enum CouponFunding { Wallet, Shop }

/// <summary>A discount in yen, borne by the wallet or by the shop, for one payment.</summary>
internal sealed record Coupon(string Id, string LabelEn, string LabelJa, int Discount, CouponFunding FundedBy, bool Used = false);

[JsonSerializable(typeof(Member))]
internal sealed partial class WalletJson : JsonSerializerContext;
