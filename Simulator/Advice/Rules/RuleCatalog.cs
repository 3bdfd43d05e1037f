using KantanSim.Advice.Rules.Calls;
using KantanSim.Advice.Rules.Money;
using KantanSim.Advice.Rules.Notifications;
using KantanSim.Advice.Rules.Return;
using KantanSim.Advice.Rules.Truth;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules;

/// <summary>Rules that belong together in the documents.</summary>
internal sealed record RuleGroup(Note Title, IReadOnlyList<Rule> Rules);

/// <summary>All rules of the advice.</summary>
internal static class RuleCatalog
{
    public static readonly IReadOnlyList<RuleGroup> Groups =
    [
        new(new("Notifications", "結果通知"), NotificationsRules.All),
        new(new("The truth about a payment", "決済の結果の確認"), TruthRules.All),
        new(new("Calls", "呼び出し"), CallsRules.All),
        new(new("Money and time", "金額と期限"), MoneyRules.All),
        new(new("The way back", "お店への戻り"), ReturnRules.All),
    ];

    /// <summary>All rules, by number.</summary>
    public static readonly IReadOnlyList<Rule> All = [.. Groups.SelectMany(group => group.Rules).OrderBy(rule => rule.Number)];

    static readonly Dictionary<string, Rule> ById = All.ToDictionary(rule => rule.Id);

    public static Rule? Find(string id) => ById.GetValueOrDefault(id);
}
