using System.Collections.Immutable;

namespace KantanSim.Protocol;

/// <summary>The fields that every method has, with their sizes (protocol.md 2.0) and codes (protocol.md 6.2).</summary>
internal static class CommonFields
{
    public const int LargestAmount = 9_999_999;

    public static readonly FieldRule Version =
        FieldRule.Optional("Version", Checks.Longer(3, GatewayErrors.VersionTooLong));

    public static readonly FieldRule ShopId =
        FieldRule.Required("ShopID", GatewayErrors.ShopIdMissing, Checks.NotAlphanumeric(13, GatewayErrors.ShopIdFormat));

    public static readonly FieldRule ShopPass =
        FieldRule.Required("ShopPass", GatewayErrors.ShopPassMissing, Checks.NotAlphanumeric(10, GatewayErrors.ShopPassFormat));

    public static readonly FieldRule OrderId =
        FieldRule.Required("OrderID", GatewayErrors.OrderIdMissing,
            Checks.Longer(27, GatewayErrors.OrderIdTooLong),
            Checks.NotAllCharacters(c => char.IsAsciiLetterOrDigit(c) || c == '-', GatewayErrors.OrderIdCharacters));

    public static readonly FieldRule AccessId =
        FieldRule.Required("AccessID", GatewayErrors.AccessIdMissing, Checks.NotExactly(32, GatewayErrors.AccessIdFormat));

    public static readonly FieldRule AccessPass =
        FieldRule.Required("AccessPass", GatewayErrors.AccessPassMissing, Checks.NotExactly(32, GatewayErrors.AccessPassFormat));

    public static readonly FieldRule JobCd =
        FieldRule.Required("JobCd", GatewayErrors.JobCdMissing, Checks.NotOneOf(GatewayErrors.JobCdUnknown, "AUTH", "CAPTURE"));

    // UNVERIFIED: 1 to 7 digits and 1 to 9,999,999 are what another gateway allows for this wallet (protocol.md 2.0).
    public static readonly FieldRule Amount =
        FieldRule.Required("Amount", GatewayErrors.AmountMissing,
            Checks.Longer(7, GatewayErrors.AmountTooLong),
            Checks.NotDigits(GatewayErrors.AmountNotNumber),
            Checks.OutOfRange(1, LargestAmount, GatewayErrors.AmountOutOfRange));

    public static readonly FieldRule Tax =
        FieldRule.Optional("Tax",
            Checks.Longer(7, GatewayErrors.TaxTooLong),
            Checks.NotDigits(GatewayErrors.TaxNotNumber));

    public static readonly FieldRule ClientField1 =
        FieldRule.Optional("ClientField1", Checks.MoreBytes(100, GatewayErrors.ClientField1TooLong), Checks.Forbidden(GatewayErrors.ClientField1Characters));

    public static readonly FieldRule ClientField2 =
        FieldRule.Optional("ClientField2", Checks.MoreBytes(100, GatewayErrors.ClientField2TooLong), Checks.Forbidden(GatewayErrors.ClientField2Characters));

    public static readonly FieldRule ClientField3 =
        FieldRule.Optional("ClientField3", Checks.MoreBytes(100, GatewayErrors.ClientField3TooLong), Checks.Forbidden(GatewayErrors.ClientField3Characters));

    public static readonly FieldRule ClientFieldFlag =
        FieldRule.Optional("ClientFieldFlag", Checks.Longer(1, GatewayErrors.ClientFieldFlagTooLong), Checks.NotOneOf(GatewayErrors.ClientFieldFlagUnknown, "0", "1"));

    public static readonly FieldRule ReturnUrl =
        FieldRule.Required("RetURL", GatewayErrors.ReturnUrlMissing, Checks.Longer(2048, GatewayErrors.ReturnUrlTooLong));

    public static readonly FieldRule PaymentTerm =
        FieldRule.Optional("PaymentTermSec",
            Checks.Longer(5, GatewayErrors.PaymentTermTooLong),
            Checks.NotDigits(GatewayErrors.PaymentTermNotNumber),
            Checks.OutOfRange(120, 86_400, GatewayErrors.PaymentTermOutOfRange));

    public static readonly FieldRule PayType =
        FieldRule.Required("PayType", GatewayErrors.PayTypeMissing, Checks.Longer(2, GatewayErrors.PayTypeTooLong));

    /// <summary>What every operation on an existing transaction begins with.</summary>
    public static readonly ImmutableArray<FieldRule> Access = [ShopId, ShopPass, AccessId, AccessPass, OrderId];
}
