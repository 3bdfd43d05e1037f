using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>SearchTradeMulti: what the gateway holds of an order (protocol.md 2.14). It changes nothing.</summary>
internal static class Search
{
    public const string Api = "SearchTradeMulti";

    // The recorded order is PayType first.
    public static readonly Operation Operation = new TellingOperation(Api, [CommonFields.PayType, CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId])
    {
        About = "tells what the gateway holds of an order; each method adds its own keys",
        Fact = Facts.Recorded,
        Answers = WireFields.ShortSearch,
        AnswerFact = Facts.RecordedSiblings,
        Refusals = [GatewayErrors.PayTypeUnknown, GatewayErrors.OrderUnknown],
    };

    /// <summary>The errors of a call's own fields: an over-long PayType is unknown as well (protocol.md 1.2).</summary>
    public static ImmutableArray<ErrorCode> FieldErrors(Request request, PaymentMethods methods, Choices choices)
    {
        var unknown = request["PayType"].Length > 0 && methods.WithPayType(request["PayType"]) is null;
        return
        [
            .. CommonFields.PayType.ErrorsIn(request, choices), .. unknown ? [GatewayErrors.PayTypeUnknown] : Array.Empty<ErrorCode>(),
            .. request.ErrorsBy(Operation.Fields[1..], choices), .. CommonFields.Version.ErrorsIn(request, choices),
        ];
    }

    // UNVERIFIED: that an order of another method counts as unknown (protocol.md 2.14).
    public static Transaction? Transaction(Request request, Shop shop, Ledger ledger, PaymentMethods methods) =>
        ledger.FindByOrder(shop.ShopId, request["OrderID"]) is { } found
        && (methods.WithPayType(request["PayType"]) is not { } method || method.Name == found.Method) ? found : null;
}
