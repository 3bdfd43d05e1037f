using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Fidelity;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>SearchTradeMulti: answers what the gateway has stored of an order. It changes nothing.</summary>
internal static class Search
{
    public const string Api = "SearchTradeMulti";

    // In recorded answers the errors of PayType come first.
    static readonly ImmutableArray<FieldRule> Fields =
        [CommonFields.PayType, CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId];

    public static readonly Operation Operation = new InquiryOperation(Api, Fields)
    {
        About = ("tells what the gateway holds of an order; each method adds its own keys", "注文の状態を照会する。項目は決済方法ごとに加わる"),
        Brief = ("tells the stored state", "登録内容を照会"),
        ActionLabel = ("Search", "取引照会"),
        Fact = Facts.Recorded,
        Answers = WireFields.ShortSearch,
        AnswerFact = Facts.RecordedSiblings,
        Refusals = [GatewayErrors.PayTypeUnknown, GatewayErrors.OrderUnknown],
    };

    /// <summary>The errors of a call's fields. A PayType that is too long is also unknown.</summary>
    public static ImmutableArray<ErrorCode> FieldErrors(Request request, PaymentMethods methods, ProtocolOptions options)
    {
        var isUnknown = request["PayType"].Length > 0 && !IsMethod(request["PayType"], methods);
        return
        [
            .. CommonFields.PayType.Validate(request, options),
            .. isUnknown ? [GatewayErrors.PayTypeUnknown] : Array.Empty<ErrorCode>(),
            .. request.Validate(Fields[1..], options),
            .. CommonFields.Version.Validate(request, options),
        ];
    }

    // UNVERIFIED: that an order of another method counts as unknown.
    public static Transaction? Transaction(Request request, Shop shop, Ledger ledger, PaymentMethods methods)
    {
        var found = ledger.FindByOrder(shop.ShopId, request["OrderID"]);
        if (found is null || !IsMethod(request["PayType"], methods)) return found;
        return methods.FindByPayType(request["PayType"])?.Name == found.Method ? found : null;
    }

    // A PayType of the official client's list, or of a method that was added.
    static bool IsMethod(string payType, PaymentMethods methods) =>
        methods.FindByPayType(payType) is not null || PayTypes.Contains(payType);

    static readonly FrozenSet<string> PayTypes = new[]
    {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 33, 34, 35, 36,
        38, 39, 40, 41, 43, 44, 45, 47, 48, 49, 50,
    }.Select(number => number.ToString(CultureInfo.InvariantCulture)).ToFrozenSet();
}
