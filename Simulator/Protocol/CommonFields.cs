using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>The fields that every method has, with their sizes (protocol.md 2.0) and codes (protocol.md 6.2).</summary>
internal static class CommonFields
{
    public static readonly FieldRule Version =
        FieldRule.Optional("Version", "version of the caller's client", "178", FieldChecks.LongerThan(3, GatewayErrors.VersionTooLong));

    public static readonly FieldRule ShopId =
        FieldRule.Required("ShopID", GatewayErrors.ShopIdMissing, "the shop", "tshop00000001", FieldChecks.NotAlphanumeric(13, GatewayErrors.ShopIdFormat));

    public static readonly FieldRule ShopPass =
        FieldRule.Required("ShopPass", GatewayErrors.ShopPassMissing, "the shop's password", "kantansim1", FieldChecks.NotAlphanumeric(10, GatewayErrors.ShopPassFormat));

    public static readonly FieldRule OrderId =
        FieldRule.Required("OrderID", GatewayErrors.OrderIdMissing, "the shop's own id of the order, used once", "ORDER-1",
            FieldChecks.LongerThan(27, GatewayErrors.OrderIdTooLong),
            FieldChecks.NotLettersDigitsHyphens(GatewayErrors.OrderIdCharacters));

    public static readonly FieldRule AccessId =
        FieldRule.Required("AccessID", GatewayErrors.AccessIdMissing, "the transaction, as the registration answered", "0123456789abcdef0123456789abcdef",
            FieldChecks.NotExactly(32, GatewayErrors.AccessIdFormat));

    public static readonly FieldRule AccessPass =
        FieldRule.Required("AccessPass", GatewayErrors.AccessPassMissing, "its password, as the registration answered", "0123456789abcdef0123456789abcdef",
            FieldChecks.NotExactly(32, GatewayErrors.AccessPassFormat));

    public static readonly FieldRule JobCd =
        FieldRule.Required("JobCd", GatewayErrors.JobCdMissing, "AUTH: authorise, capture later; CAPTURE: pay at once", "AUTH",
            FieldChecks.NotOneOf(GatewayErrors.JobCdUnknown, "AUTH", "CAPTURE")) with { SizeFact = Facts.SiblingReceivers };

    // UNVERIFIED: 1 to 7 digits and 1 to 9,999,999 are what another gateway allows for this wallet (protocol.md 2.0).
    public static readonly FieldRule Amount =
        FieldRule.Required("Amount", GatewayErrors.AmountMissing, "yen, without Tax", "1000",
            FieldChecks.LongerThan(Digits, GatewayErrors.AmountTooLong),
            FieldChecks.NotDigits(GatewayErrors.AmountNotNumber),
            FieldChecks.OutOfRange(1, choices => choices.LargestAmount, GatewayErrors.AmountOutOfRange)) with { SizeFact = Facts.SameWallet };

    public static readonly FieldRule Tax =
        FieldRule.Optional("Tax", "yen of tax and shipping; 0 when left out", "100",
            FieldChecks.LongerThan(Digits, GatewayErrors.TaxTooLong),
            FieldChecks.NotDigits(GatewayErrors.TaxNotNumber)) with { SizeFact = Facts.SameWallet };

    public static readonly FieldRule ClientField1 = Client("ClientField1", GatewayErrors.ClientField1TooLong, GatewayErrors.ClientField1Characters);
    public static readonly FieldRule ClientField2 = Client("ClientField2", GatewayErrors.ClientField2TooLong, GatewayErrors.ClientField2Characters);
    public static readonly FieldRule ClientField3 = Client("ClientField3", GatewayErrors.ClientField3TooLong, GatewayErrors.ClientField3Characters);

    public static readonly FieldRule ClientFieldFlag =
        FieldRule.Optional("ClientFieldFlag", "1: ClientField1 to 3 are posted to RetURL", "1",
            FieldChecks.LongerThan(1, GatewayErrors.ClientFieldFlagTooLong), FieldChecks.NotOneOf(GatewayErrors.ClientFieldFlagUnknown, "0", "1"));

    public static readonly FieldRule ReturnUrl =
        FieldRule.Required("RetURL", GatewayErrors.ReturnUrlMissing, "where the browser takes the result, whatever it is", "http://127.0.0.1:3000/return",
            FieldChecks.LongerThan(choices => choices.ReturnUrlLength, GatewayErrors.ReturnUrlTooLong),
            FieldChecks.MoreBytesThan(choices => choices.ReturnUrlLength, GatewayErrors.ReturnUrlTooManyBytes));

    public static readonly FieldRule PaymentTerm =
        FieldRule.Optional("PaymentTermSec", "seconds until the consumer must have come; 120 when left out", "600",
            FieldChecks.LongerThan(5, GatewayErrors.PaymentTermTooLong),
            FieldChecks.NotDigits(GatewayErrors.PaymentTermNotNumber),
            FieldChecks.OutOfRange(120, _ => 86_400, GatewayErrors.PaymentTermOutOfRange));

    public static readonly FieldRule PayType =
        FieldRule.Required("PayType", GatewayErrors.PayTypeMissing, "the payment method: 24 one-shot, 25 recurring", "24",
            FieldChecks.LongerThan(2, GatewayErrors.PayTypeTooLong)) with { SizeFact = Facts.Recorded };

    /// <summary>What every operation on an existing transaction begins with.</summary>
    public static readonly ImmutableArray<FieldRule> Access = [ShopId, ShopPass, AccessId, AccessPass, OrderId];

    // UNVERIFIED: the code for a sum that is too large (protocol.md 2.0, 6.2).
    public static IEnumerable<ErrorCode> TotalTooLarge(Request request, ProtocolOptions choices) =>
        !Amount.IsValid(request, choices) || !Tax.IsValid(request, choices) || Total(request) <= choices.LargestAmount
            ? [] : [GatewayErrors.AmountOutOfRange];

    /// <summary>Amount and Tax together, in yen.</summary>
    public static long Total(Request request) => (long)request.Number("Amount") + request.Number("Tax");

    static int Digits(ProtocolOptions choices) => choices.LargestAmount.ToString(CultureInfo.InvariantCulture).Length;

    static FieldRule Client(string name, ErrorCode tooLong, ErrorCode characters) =>
        FieldRule.Optional(name, "the shop's own text, up to 100 bytes", "free text", FieldChecks.MoreBytesThan(100, tooLong), FieldChecks.Forbidden(characters));
}
