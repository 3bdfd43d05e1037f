using System.Text.Json.Serialization;

namespace KantanSim.Consumers;

/// <summary>A consumer with an account at the wallet.</summary>
internal sealed record Member
{
    /// <summary>The password of the initial members, and of a member that is created without one.</summary>
    public const string FirstPassword = "password";

    public required string Id { get; init; }
    public required string Email { get; init; }
    public string Password { get; init; } = FirstPassword;
    public required string Name { get; init; }
    /// <summary>1 point = 1 yen.</summary>
    public int Points { get; init; }
    public IReadOnlyList<Card> Cards { get; init; } = [];
    public IReadOnlyList<Coupon> Coupons { get; init; } = [];
    /// <summary>What the member is useful for in a test.</summary>
    public string HintEn { get; init; } = "";
    public string HintJa { get; init; } = "";
}

/// <summary>A registered card.</summary>
/// <param name="Declines">Whether every authorisation is refused.</param>
internal sealed record Card(string Id, string Label, bool Declines = false);

/// <summary>Who pays for a discount.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CouponFunding>))]
internal enum CouponFunding { Wallet, Shop }

/// <summary>A discount for one payment, paid by the wallet or by the shop.</summary>
/// <param name="Discount">In yen.</param>
internal sealed record Coupon(string Id, string LabelEn, string LabelJa, int Discount, CouponFunding FundedBy, bool Used = false);

[JsonSerializable(typeof(Member))]
internal sealed partial class WalletJson : JsonSerializerContext;
