using System.Collections.Immutable;

namespace KantanSim.Advice;

/// <summary>Applies all rules to a history.</summary>
internal sealed partial class Judge(IReadOnlyList<Rule> rules, ILogger<Judge> log)
{
    /// <summary>The findings, most serious first, and of the same severity by rule.</summary>
    public ImmutableArray<Finding> Findings(History history) =>
    [
        .. rules.Where(rule => !rule.IsOffFor(history))
            .SelectMany(rule => Apply(rule, history).Select(finding => (rule.Number, Finding: finding)))
            .OrderBy(one => one.Finding.Severity).ThenBy(one => one.Number).ThenBy(one => one.Finding.At)
            .Select(one => one.Finding),
    ];

    /// <summary>The next time at which the findings can change although nothing happens; null for none.</summary>
    public DateTimeOffset? NextAt(History history) =>
        rules.Where(rule => !rule.IsOffFor(history)).Select(rule => rule.JudgesAt(history)).Where(at => at > history.Now).Min();

    // A rule that fails is a fault of KantanSim. It must not hide what the others find.
    List<Finding> Apply(Rule rule, History history)
    {
        try
        {
            return [.. rule.Judge(history)];
        }
        catch (Exception fault)
        {
            LogFailed(fault, rule.Id, history.Payment?.OrderId ?? "-", history.Shop.ShopId);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The rule {Rule} failed for OrderID {OrderId} of shop {ShopId}")]
    partial void LogFailed(Exception fault, string rule, string orderId, string shopId);
}
