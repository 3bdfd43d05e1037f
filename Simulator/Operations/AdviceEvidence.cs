using KantanSim.Advice;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Resolves the evidence of findings to entries of the timeline and to calls.</summary>
internal sealed class AdviceEvidence(Ledger ledger, LedgerCollections collections, ExchangeLog exchanges)
{
    /// <summary>The messages that show a finding. What is deleted meanwhile is left out.</summary>
    public List<StepView> Of(FindingOf found)
    {
        var payment = found.AccessId is { } accessId ? ledger.Find(accessId) : null;
        var timeline = payment is null ? [] : ledger.Timeline(payment);
        return [.. found.Finding.Evidence.Select(evidence => StepOf(evidence, payment, timeline)).OfType<StepView>()];
    }

    StepView? StepOf(Evidence evidence, Transaction? payment, List<TimelineEntry> timeline)
    {
        if (evidence.Entry is { } index) return index < timeline.Count ? StepView.Of(timeline[index]) : null;
        var call = payment is null
            ? exchanges.All().Find(exchange => exchange.Number == evidence.Call)
            : collections.Observations.Read(payment.Number).Find(observation => observation.Number == evidence.Call);
        return call is null ? null : StepOf(call);
    }

    static StepView StepOf(Observation call)
    {
        var isPost = call.Kind is ObservedKind.ReturnPost or ObservedKind.ConnectivityTest;
        var (from, to) = isPost ? (Party.Gateway, Party.Merchant) : (Party.Merchant, Party.Gateway);
        return new(
            null, from, to, call.Api, call.At, call.RealAt, Math.Round(call.Milliseconds, 3), call.Request, call.Answer, null,
            [.. call.Notes.Select(note => note.En)]);
    }
}
