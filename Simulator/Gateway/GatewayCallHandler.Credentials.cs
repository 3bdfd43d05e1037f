using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>The credentials of a call: ShopID with ShopPass, AccessID with AccessPass, and the OrderID.</summary>
internal sealed partial class GatewayCallHandler
{
    // UNVERIFIED: that the pair check comes after the fields' own, and together with theirs.
    Shop? AuthenticateShop(Request request, ProtocolOptions options, ref ImmutableArray<ErrorCode> errors, PaymentMethod? method = null)
    {
        if (!CommonFields.ShopId.IsValid(request, options) || !CommonFields.ShopPass.IsValid(request, options)) return null;
        var shop = shops.Authenticate(request["ShopID"], request["ShopPass"]);
        if (shop is null) errors = AppendError(errors, GatewayErrors.ShopUnknown, options);
        else if (method?.ContractStateOf(shop) == ContractState.None) errors = errors.Add(GatewayErrors.MethodNotInContract);
        else if (method?.ContractStateOf(shop) == ContractState.Pending) errors = errors.Add(GatewayErrors.MethodSuspended);
        return shop;
    }

    Transaction? FindTransaction(
        Request request, ProtocolOptions options, PaymentMethod method, Shop? shop, ref ImmutableArray<ErrorCode> errors)
    {
        if (FindByAccessPair(request, method) is not { } transaction)
        {
            var areIdsValid = CommonFields.AccessId.IsValid(request, options) && CommonFields.AccessPass.IsValid(request, options);
            if (areIdsValid && !ReportsUnknownPairBesideIds(options))
                errors = AppendError(errors, GatewayErrors.TransactionUnknown, options);
            return null;
        }
        if (shop is not null && transaction.ShopId != shop.ShopId)
            errors = AppendError(errors, GatewayErrors.TransactionOfOtherShop, options);
        else if (request["OrderID"].Length > 0 && request["OrderID"] != transaction.OrderId)
            errors = AppendError(errors, GatewayErrors.OrderUnknown, options);
        return transaction;
    }

    Transaction? FindByAccessPair(Request request, PaymentMethod method) =>
        ledger.Find(request["AccessID"]) is { } found && found.Method == method.Name && HasAccessPass(found, request["AccessPass"])
            ? found
            : null;

    static bool HasAccessPass(Transaction transaction, string accessPass) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(transaction.AccessPass), Encoding.UTF8.GetBytes(accessPass));

    /// <summary>Whether AccessID and AccessPass are both present, malformed or not, and name no transaction of the method.</summary>
    bool IsUnknownPair(Request request, PaymentMethod method) =>
        request["AccessID"].Length > 0 && request["AccessPass"].Length > 0 && FindByAccessPair(request, method) is null;

    // Where a credential error is answered only if there is no other error, that of an unknown pair is, too.
    static bool ReportsUnknownPairBesideIds(ProtocolOptions options) =>
        options.UnknownPair == UnknownPairMode.BesideIds && options.CredentialErrors == CredentialErrorsMode.WithFieldErrors;

    static ImmutableArray<ErrorCode> AppendError(ImmutableArray<ErrorCode> errors, ErrorCode error, ProtocolOptions options) =>
        errors.IsEmpty || options.CredentialErrors == CredentialErrorsMode.WithFieldErrors ? errors.Add(error) : errors;
}
