using System.Collections.Immutable;

namespace KantanSim.Advice;

/// <summary>Applies all rules to a history.</summary>
internal sealed partial class Judge(IReadOnlyList<Rule> rules, ILogger<Judge> log)
{
    /// <summary>The findings, most serious first, and of the same severity by rule.</summary>
    public ImmutableArray<Finding> Findings(History history) =>
    [
        .. rules
            .SelectMany(rule => Apply(rule, history, () => Judged(rule, history), []).Select(finding => (rule.Number, Finding: finding)))
            .OrderBy(one => one.Finding.Severity).ThenBy(one => one.Number).ThenBy(one => one.Finding.At)
            .Select(one => one.Finding),
    ];

    /// <summary>The next time at which the findings can change although nothing happens; null for none.</summary>
    public DateTimeOffset? NextAt(History history) =>
        rules.Select(rule => Apply(rule, history, () => IsOff(rule, history) ? null : rule.JudgesAt(history), null))
            .Where(at => at > history.Now).Min();

    static List<Finding> Judged(Rule rule, History history) => IsOff(rule, history) ? [] : [.. rule.Judge(history)];

    static bool IsOff(Rule rule, History history) => rule.IsOffFor(history) || (history.IsPlayed && !rule.JudgesPlayed);

    // A rule that fails is a fault of KantanSim. It must not hide what the others find.
    T Apply<T>(Rule rule, History history, Func<T> apply, T otherwise)
    {
        try
        {
            return apply();
        }
        catch (Exception fault)
        {
            LogFailed(fault, rule.Id, history.Payment?.OrderId ?? "-", history.Shop.ShopId);
            return otherwise;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The rule {Rule} failed for OrderID {OrderId} of shop {ShopId}")]
    partial void LogFailed(Exception fault, string rule, string orderId, string shopId);
}
