using KantanSim.Scenarios.Files;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Which calls are wanted. An empty part matches every call; the OrderID may be a pattern with <c>*</c> and <c>?</c>.</summary>
internal sealed record CallFilter
{
    /// <summary>What occurs in a body, decoded or as sent, or in a note.</summary>
    public string Text { get; init; } = "";

    public string Api { get; init; } = "";

    public string ShopId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string AccessId { get; init; } = "";

    public CallOutcome? Outcome { get; init; }

    /// <summary>An ErrInfo, or its beginning.</summary>
    public string Code { get; init; } = "";

    /// <summary>The first simulated time.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The simulated time before which the call was.</summary>
    public DateTimeOffset Before { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Whether the payment of a call that names no shop or no order counts.</summary>
    public bool AsksForPayment(Exchange call) =>
        (ShopId.Length > 0 && call.ShopId.Length == 0) || (OrderId.Length > 0 && call.OrderId.Length == 0);

    /// <param name="payment">The payment whose shop and order count, too, when the request names none; null for none.</param>
    public bool Matches(Exchange call, Transaction? payment) =>
        IsIn(ShopId, call.ShopId, payment?.ShopId)
        && (OrderId.Length == 0 || Glob.Fits(OrderId, call.OrderId.Length > 0 ? call.OrderId : payment?.OrderId ?? ""))
        && (AccessId.Length == 0 || call.AccessId == AccessId)
        && (Api.Length == 0 || call.Api == Api)
        && call.At >= From && call.At < Before
        && (Outcome is null || CallOutcomes.Of(call) == Outcome)
        && (Code.Length == 0 || call.Errors.Any(code => code.StartsWith(Code, StringComparison.OrdinalIgnoreCase)))
        && (Text.Length == 0 || CallText.Has(call, Text));

    static bool IsIn(string wanted, string named, string? paid) =>
        wanted.Length == 0 || (named.Length > 0 ? named : paid ?? "") == wanted;
}
