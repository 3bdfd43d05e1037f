using KantanSim.Advice;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Resolves the evidence of findings to entries of the timeline and to calls.</summary>
internal sealed class AdviceEvidence(Ledger ledger, LedgerCollections collections, ExchangeLog exchanges)
{
    /// <summary>Findings with the messages that show them. What is deleted meanwhile is left out.</summary>
    /// <param name="findings">Those of one payment stand together, so that its messages are read once.</param>
    public IEnumerable<(LocatedFinding Found, List<StepView> Steps)> Of(IEnumerable<LocatedFinding> findings)
    {
        Messages? last = null;
        foreach (var found in findings)
        {
            if (last is null || last.AccessId != found.AccessId) last = MessagesOf(found.AccessId);
            yield return (found, [.. found.Finding.Evidence.Select(last.StepOf).OfType<StepView>()]);
        }
    }

    Messages MessagesOf(string? accessId)
    {
        if (accessId is null)
            return new(null, [], exchanges.All().ToDictionary(exchange => exchange.Number, Observation (exchange) => exchange));
        if (ledger.Find(accessId) is not { } payment) return new(accessId, [], []);
        var calls = collections.Observations.Read(payment.Number).ToDictionary(observation => observation.Number);
        return new(accessId, ledger.Timeline(payment), calls);
    }

    /// <summary>The messages of a payment; those that belong to none without an AccessID.</summary>
    sealed record Messages(string? AccessId, List<TimelineEntry> Timeline, Dictionary<long, Observation> Calls)
    {
        public StepView? StepOf(Advice.Evidence evidence)
        {
            if (evidence.Entry is { } index) return index < Timeline.Count ? StepView.Of(Timeline[index]) : null;
            return Calls.TryGetValue(evidence.Call, out var call) ? StepView.Of(call) : null;
        }
    }
}
