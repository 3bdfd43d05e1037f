using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>SearchTradeMulti: what the gateway holds of an order (protocol.md 2.14). It changes nothing.</summary>
internal static class Search
{
    public const string Api = "SearchTradeMulti";

    public static readonly ImmutableArray<FieldRule> Fields =
        [CommonFields.PayType, CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId, CommonFields.Version];

    public static CallAnswer Answer(Request request, Ledger ledger, Shops shops, PaymentMethods methods)
    {
        var errors = PayTypeErrors(request, methods);
        errors = [.. errors, .. request.ErrorsBy(Fields.Skip(1))];
        var shop = GatewayCalls.Authenticate(request, shops, ref errors);
        var transaction = Transaction(request, shop, ledger, methods);
        var wellFormed = !CommonFields.OrderId.ErrorsIn(request).Any();
        if (transaction is null && shop is not null && wellFormed) errors = errors.Add(GatewayErrors.OrderUnknown);
        return errors.IsEmpty ? new([.. methods.Of(transaction!).SearchFields(transaction!)], transaction) : CallAnswer.Refused(errors);
    }

    // The recorded order is PayType first; an over-long one is unknown as well (protocol.md 1.2).
    static ImmutableArray<ErrorCode> PayTypeErrors(Request request, PaymentMethods methods)
    {
        var errors = CommonFields.PayType.ErrorsIn(request).ToImmutableArray();
        return request["PayType"].Length > 0 && methods.WithPayType(request["PayType"]) is null ? errors.Add(GatewayErrors.PayTypeUnknown) : errors;
    }

    // UNVERIFIED: that an order of another method counts as unknown (protocol.md 2.14).
    static Transaction? Transaction(Request request, Shop? shop, Ledger ledger, PaymentMethods methods) =>
        shop is not null && ledger.FindByOrder(shop.ShopId, request["OrderID"]) is { } found
        && (methods.WithPayType(request["PayType"]) is not { } method || method.Name == found.Method) ? found : null;
}
