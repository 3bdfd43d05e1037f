using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>The fields that all payment methods share, with their sizes and error codes.</summary>
internal static class CommonFields
{
    public static readonly FieldRule Version =
        FieldRule.Optional("Version", ("version of the client software", "呼び出し側のバージョン"), "178",
            FieldChecks.LongerThan(3, GatewayErrors.VersionTooLong));

    public static readonly FieldRule ShopId =
        FieldRule.Required("ShopID", GatewayErrors.ShopIdMissing, ("id of the shop", "ショップID"), "tshop00000001",
            FieldChecks.NotAlphanumeric(13, GatewayErrors.ShopIdFormat));

    public static readonly FieldRule ShopPass =
        FieldRule.Required("ShopPass", GatewayErrors.ShopPassMissing, ("password of the shop", "ショップパスワード"), "kantansim1",
            FieldChecks.NotAlphanumeric(10, GatewayErrors.ShopPassFormat));

    public static readonly FieldRule OrderId =
        FieldRule.Required("OrderID", GatewayErrors.OrderIdMissing,
            ("id of the order, unique within the shop", "オーダーID。ショップ内で一意"), "ORDER-1",
            FieldChecks.LongerThan(27, GatewayErrors.OrderIdTooLong),
            FieldChecks.NotLettersDigitsHyphens(GatewayErrors.OrderIdCharacters));

    public static readonly FieldRule AccessId =
        FieldRule.Required("AccessID", GatewayErrors.AccessIdMissing,
            ("id of the transaction, from the registration's answer", "取引ID。取引登録の応答の値"),
            "0123456789abcdef0123456789abcdef",
            FieldChecks.NotExactly(32, GatewayErrors.AccessIdFormat));

    public static readonly FieldRule AccessPass =
        FieldRule.Required("AccessPass", GatewayErrors.AccessPassMissing,
            ("password of the transaction, from the registration's answer", "取引パスワード。取引登録の応答の値"),
            "0123456789abcdef0123456789abcdef",
            FieldChecks.NotExactly(32, GatewayErrors.AccessPassFormat));

    public static readonly FieldRule JobCd =
        FieldRule.Required("JobCd", GatewayErrors.JobCdMissing,
            ("AUTH: authorise, capture later; CAPTURE: authorise and capture", "処理区分。AUTH：仮売上、CAPTURE：即時売上"), "AUTH",
            FieldChecks.NotOneOf(GatewayErrors.JobCdUnknown, "AUTH", "CAPTURE")) with
        { SizeFact = Facts.SiblingReceivers };

    // UNVERIFIED: 1 to 7 digits and 1 to 9,999,999 are what another gateway allows for this wallet.
    public static readonly FieldRule Amount =
        FieldRule.Required("Amount", GatewayErrors.AmountMissing, ("amount in yen, without Tax", "利用金額（円）。Taxを含まない"), "1000",
            FieldChecks.LongerThan(MaxDigits, GatewayErrors.AmountTooLong),
            FieldChecks.NotDigits(GatewayErrors.AmountNotNumber),
            FieldChecks.OutOfRange(1, options => options.LargestAmount, GatewayErrors.AmountOutOfRange))
        with
        { SizeFact = Facts.SameWallet };

    public static readonly FieldRule Tax =
        FieldRule.Optional("Tax", ("tax and shipping in yen; default 0", "税送料（円）。省略時は0"), "100",
            FieldChecks.LongerThan(MaxDigits, GatewayErrors.TaxTooLong),
            FieldChecks.NotDigits(GatewayErrors.TaxNotNumber)) with
        { SizeFact = Facts.SameWallet };

    public static readonly FieldRule ClientField1 =
        ClientField("ClientField1", GatewayErrors.ClientField1TooLong, GatewayErrors.ClientField1Characters);

    public static readonly FieldRule ClientField2 =
        ClientField("ClientField2", GatewayErrors.ClientField2TooLong, GatewayErrors.ClientField2Characters);

    public static readonly FieldRule ClientField3 =
        ClientField("ClientField3", GatewayErrors.ClientField3TooLong, GatewayErrors.ClientField3Characters);

    public static readonly FieldRule ClientFieldFlag =
        FieldRule.Optional("ClientFieldFlag", ("1: ClientField1 to 3 are posted to RetURL", "1：ClientField1から3をRetURLに渡す"), "1",
            FieldChecks.LongerThan(1, GatewayErrors.ClientFieldFlagTooLong),
            FieldChecks.NotOneOf(GatewayErrors.ClientFieldFlagUnknown, "0", "1"));

    public static readonly FieldRule ReturnUrl =
        FieldRule.Required("RetURL", GatewayErrors.ReturnUrlMissing,
            ("where the browser posts the result, whether success or failure", "結果の戻り先URL。成功でも失敗でもブラウザがPOSTする"),
            "http://127.0.0.1:3000/return",
            FieldChecks.LongerThan(options => options.ReturnUrlLength, GatewayErrors.ReturnUrlTooLong),
            FieldChecks.MoreBytesThan(options => options.ReturnUrlLength, GatewayErrors.ReturnUrlTooManyBytes));

    public static readonly FieldRule PaymentTerm =
        FieldRule.Optional("PaymentTermSec", ("seconds within which the consumer must arrive; default 120", "支払開始期限秒。省略時は120"), "600",
            FieldChecks.LongerThan(5, GatewayErrors.PaymentTermTooLong),
            FieldChecks.NotDigits(GatewayErrors.PaymentTermNotNumber),
            FieldChecks.OutOfRange(120, _ => 86_400, GatewayErrors.PaymentTermOutOfRange));

    public static readonly FieldRule PayType =
        FieldRule.Required("PayType", GatewayErrors.PayTypeMissing,
            ("the payment method: 24 one-shot, 25 recurring", "決済方法。24：都度、25：継続課金"), "24",
            FieldChecks.LongerThan(2, GatewayErrors.PayTypeTooLong)) with
        { SizeFact = Facts.Recorded };

    /// <summary>The first fields of every operation on an existing transaction.</summary>
    public static readonly ImmutableArray<FieldRule> Access = [ShopId, ShopPass, AccessId, AccessPass, OrderId];

    /// <summary>The error of two valid fields whose total exceeds LargestAmount.</summary>
    // UNVERIFIED: the code.
    public static IEnumerable<ErrorCode> TotalTooLarge(Request request, ProtocolOptions options)
    {
        if (!Amount.IsValid(request, options) || !Tax.IsValid(request, options)) return [];
        return Total(request) <= options.LargestAmount ? [] : [GatewayErrors.AmountOutOfRange];
    }

    /// <summary>Amount plus Tax, in yen.</summary>
    public static long Total(Request request) => (long)request.Number("Amount") + request.Number("Tax");

    static int MaxDigits(ProtocolOptions options) => options.LargestAmount.ToString(CultureInfo.InvariantCulture).Length;

    static FieldRule ClientField(string name, ErrorCode tooLong, ErrorCode characters) =>
        FieldRule.Optional(name, ("text of the shop, up to 100 bytes", "加盟店自由項目。100バイト以内"), "free text",
            FieldChecks.MoreBytesThan(100, tooLong),
            FieldChecks.Forbidden(characters));
}
