using KantanSim.Advice;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the advice on a payment's page.</summary>
internal sealed class PaymentFindings(
    AdviceService advice, AdviceRepository repository, LedgerCollections collections, ShopRepository shops, JobSchedule schedule)
{
    public async Task<Dictionary<string, object?>> Of(Transaction payment, IReadOnlyList<TimelineEntry> timeline)
    {
        // While the store cannot save, the page shows its fault, and the findings as they were.
        await advice.TryRefreshOnly(payment);
        var row = repository.Find(payment.Number);
        var findings = row?.Findings ?? [];
        var observations = collections.Observations.Read(payment.Number);
        var off = findings.Where(finding => !repository.Counts(payment.ShopId, finding)).Select(finding => finding.Rule).ToHashSet();
        var counted = findings.Where(finding => !off.Contains(finding.Rule)).ToList();
        var groups = FindingModel.Groups(counted, evidence => EvidenceModel.Of(evidence, timeline, observations)).ToList();
        return new()
        {
            ["worst"] = groups.FirstOrDefault(),
            ["others"] = groups.Skip(1),
            ["count"] = groups.Count,
            ["is_fault"] = counted.Exists(finding => finding.Severity is Severity.Error or Severity.Warning),
            ["off"] = OffIn(payment.ShopId, off),
            // A payment that is older than the advice has no observations, and is not judged.
            ["quiet"] = findings.IsEmpty && observations.Count > 0 && row?.JudgeAt is null && IsQuiet(payment),
        };
    }

    IEnumerable<Dictionary<string, object?>> OffIn(string shopId, HashSet<string> rules)
    {
        if (shops.Find(shopId) is not { } shop) return [];
        return RuleModel.SwitchedOff(shop with { Advice = shop.Advice.Where(off => rules.Contains(off.Key)).ToDictionary() });
    }

    // Nothing is expected of the shop any more: only money moves later.
    bool IsQuiet(Transaction payment) =>
        payment.Status != GatewayStatus.Unprocessed
        && payment.Status != GatewayStatus.Requested
        && payment.Status != GatewayStatus.InProcess
        && schedule.ForTransaction(payment).All(job => job.Kind is JobKind.Reversal or JobKind.Settlement or JobKind.Refund);
}
