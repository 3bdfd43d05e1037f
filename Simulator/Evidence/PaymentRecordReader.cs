using KantanSim.Advice;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Scenarios.Engine;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>Reads all that is kept of one payment.</summary>
internal sealed class PaymentRecordReader(
    Ledger ledger, LedgerCollections collections, ExchangeLog exchanges, ScenarioEngine scenarios, DecisionContextFactory contexts,
    AdviceService advice, AdviceRepository findings, ShopClocks clocks, RealTime time)
{
    /// <summary>While the store cannot save, the last calls and findings are missing.</summary>
    public async Task<PaymentRecord> Read(Transaction payment)
    {
        await advice.TryRefreshOnly(payment);
        var observed = collections.Observations.Read(payment.Number);
        var kept = exchanges.All();
        kept.Reverse();
        IReadOnlyList<Observation> all = [.. kept.Where(exchange => IsBefore(exchange, payment, observed)), .. observed];
        var numbers = all.Select(observation => observation.Number).ToHashSet();
        return new()
        {
            Payment = ledger.Find(payment.AccessId) ?? payment,
            Shop = contexts.ShopOf(payment),
            Scenario = scenarios.Of(payment),
            Now = clocks.Now(payment.ShopId),
            RealNow = time.Now,
            Timeline = ledger.Timeline(payment),
            Notifications = [.. ledger.NotificationsOf(payment)],
            Observations = all,
            Bodies = kept.Where(exchange => numbers.Contains(exchange.Number)).ToDictionary(exchange => exchange.Number),
            Findings = [.. findings.CountedOf(payment)],
        };
    }

    // A call of the same order that was dropped before it could register the payment names no payment.
    static bool IsBefore(Exchange exchange, Transaction payment, List<Observation> observed) =>
        exchange is { Kind: ObservedKind.Call, AccessId: null }
        && exchange.ShopId == payment.ShopId && exchange.OrderId == payment.OrderId
        && (observed.Count == 0 || exchange.Number < observed[0].Number);
}
