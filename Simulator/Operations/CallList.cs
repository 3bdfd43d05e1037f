using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The last requests to the gateway, filtered.</summary>
internal sealed class CallList(ExchangeLog log, Ledger ledger)
{
    /// <summary>The calls that the filter selects, newest first.</summary>
    /// <param name="withBrowsers">
    /// Whether a browser's request, which names no shop and no order, counts as one of its payment's shop and order.
    /// </param>
    public List<Exchange> Newest(CallFilter filter, bool withBrowsers = false) =>
        log.Newest().FindAll(call => filter.Matches(call, withBrowsers && filter.AsksForPayment(call) ? PaymentOf(call) : null));

    /// <summary>The OrderID that the request names, otherwise that of its payment; empty for none.</summary>
    public string OrderOf(Exchange call) => call.OrderId.Length > 0 ? call.OrderId : PaymentOf(call)?.OrderId ?? "";

    /// <summary>The payment that a call belongs to; null for none.</summary>
    public Transaction? PaymentOf(Exchange call) => call.AccessId is { } accessId ? ledger.Find(accessId) : null;
}
