using System.Globalization;
using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>The gateway calls that act on a payment, with what each would do now: derived from its method's operations.</summary>
internal sealed class MerchantActions(PaymentMethods methods, DecisionContextFactory contexts)
{
    /// <summary>All calls that the payment's method has, whether possible now or not; the inquiry comes last.</summary>
    /// <param name="publicUrl">The base of the simulator's URLs, for a suggested RetURL.</param>
    public IReadOnlyList<MerchantAction> Of(Transaction transaction, string publicUrl) =>
    [
        .. methods.Of(transaction).Operations
            .Append(Search.Operation)
            .Where(operation => operation.ActionLabel is not null)
            .Select(operation => Action(transaction, operation, publicUrl)),
    ];

    /// <summary>What an API does, in a few words; null for a name that is no API of the gateway.</summary>
    public (string En, string Ja)? BriefOf(string api)
    {
        if (api == Search.Api) return Search.Operation.Brief;
        if (methods.FindByStartApi(api) is not null) return ("opens the wallet", "ウォレットを開く");
        return methods.FindOperation(api)?.Operation.Brief;
    }

    /// <summary>The request of a call, with the shop's credentials and the payment's.</summary>
    /// <param name="inputs">The values of the other fields; empty values are not sent.</param>
    public Request Request(Transaction transaction, Operation operation, IReadOnlyDictionary<string, string> inputs) => new(
    [
        .. from rule in operation.Fields
           let value = Known(rule.Name, transaction) ?? inputs.GetValueOrDefault(rule.Name, "")
           where value.Length > 0
           select new FormField(rule.Name, value, Cp932.Encode(value).Length),
    ]);

    MerchantAction Action(Transaction transaction, Operation operation, string publicUrl)
    {
        var inputs = operation.Fields
            .Where(rule => Known(rule.Name, transaction) is null)
            .Select(rule => new ActionInput(rule, Suggested(rule, transaction, publicUrl)))
            .ToList();
        var request = Request(transaction, operation, inputs.ToDictionary(input => input.Rule.Name, input => input.Value));
        var decision = (operation as UpdateOperation)?.Decide(transaction, request, contexts.Of(transaction));
        return new(operation.ActionLabel!.Value.En.ToLowerInvariant().Replace(' ', '-'), operation, inputs, decision);
    }

    // The fields that identify shop and payment.
    string? Known(string field, Transaction transaction) => field switch
    {
        "ShopID" => transaction.ShopId,
        "ShopPass" => contexts.ShopOf(transaction).ShopPass,
        "AccessID" => transaction.AccessId,
        "AccessPass" => transaction.AccessPass,
        "OrderID" => transaction.OrderId,
        "PayType" => methods.Of(transaction).PayType,
        _ => null,
    };

    static string Suggested(FieldRule rule, Transaction transaction, string publicUrl) => rule.Name switch
    {
        "Amount" => transaction.Amount.ToString(CultureInfo.InvariantCulture),
        "Tax" => transaction.Tax.ToString(CultureInfo.InvariantCulture),
        "ContinuanceMonth" => transaction.Contract is { Charges: [.., var last] } ? ChargeMonth.Format(last.Month) : "",
        "RetURL" => $"{publicUrl}/shop",
        _ => rule.MissingError is null ? "" : rule.Example,
    };
}
