using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;

namespace KantanSim.Evidence;

/// <summary>The rules of the scenario that did something, so that they do the same in each run.</summary>
/// <param name="engine">Draws the same random numbers as in the run.</param>
/// <param name="unsaved">Sentences about what cannot be saved are added here.</param>
internal sealed class KeptRules(ScenarioEngine engine, List<string> unsaved)
{
    /// <param name="isWanted">Whether a rule may be kept at all.</param>
    public IReadOnlyList<Rule> Of(PaymentRecord record, Func<Rule, bool> isWanted)
    {
        var counts = ScenarioEngine.PlayCounts(record.Payment);
        var plays = RulePlay.Of(record.Payment);
        var played = record.Scenario.Rules.Index().Where(one => isWanted(one.Item) && CountOf(one.Index) > 0).ToList();
        foreach (var (index, rule) in played) NoteMissing(rule, CountOf(index), plays.Count(play => play.Index == index));
        return [.. played.SelectMany(one => Kept(one.Item, [.. plays.Where(play => play.Index == one.Index)], record))];

        int CountOf(int index) => counts.GetValueOrDefault($"{index + 1}");
    }

    IEnumerable<Rule> Kept(Rule rule, IReadOnlyList<RulePlay> plays, PaymentRecord record)
    {
        if (rule.Varies && plays.Count > 0) return plays.Select(play => Fixed(rule, play, record)).Distinct();
        return [rule with { Match = ForAnyOrder(rule.Match) }];
    }

    // The payment fitted it. Another order should fit it, too.
    static RuleMatch? ForAnyOrder(RuleMatch? match)
    {
        var wider = match is null ? null : match with { ShopId = null, OrderId = null };
        return wider == new RuleMatch() ? null : wider;
    }

    Rule Fixed(Rule rule, RulePlay play, PaymentRecord record)
    {
        var context = Context(rule, play, record);
        var action = rule.EvaluateFormula is { } evaluate ? evaluate(context, engine.CreateRandom(context, play.Index)).Action : rule.Then;
        var status = rule.When == Hook.Notifying && play.Status.Length > 0 ? play.Status : null;
        var match = new RuleMatch(Operation: context.Operation, Status: status, Attempt: play.Attempt);
        return new(rule.When, action is null ? rule.Then : WithFixedDuration(action, rule.When, play, record), null, rule.Mode, match);
    }

    static HookContext Context(Rule rule, RulePlay play, PaymentRecord record) => new(rule.When)
    {
        ShopId = record.Payment.ShopId,
        OrderId = record.Payment.OrderId,
        AccessId = record.Payment.AccessId,
        Total = record.Payment.Total,
        Item = record.Payment.Request?.ItemName ?? "",
        Status = play.Status,
        Operation = play.Operation.Length == 0 ? null : play.Operation,
        Attempt = play.Attempt,
    };

    // Picks the duration that was picked in the run.
    ScenarioAction WithFixedDuration(ScenarioAction action, Hook hook, RulePlay play, PaymentRecord record)
    {
        if (action.RandomDuration is not { } range) return action;
        var index = record.Notifications.FirstOrDefault(one => one.Status.Code == play.Status)?.Index ?? 1;
        var use = UseOf(action, hook, play, index);
        var picked = range.Pick(engine.CreateRandom(record.Payment, use));
        var only = new DelayRange(picked, picked);
        return action switch
        {
            ScenarioAction.Wait => new ScenarioAction.Wait(only),
            ScenarioAction.Hang => new ScenarioAction.Hang(only),
            ScenarioAction.Send send => new ScenarioAction.Send(send.Options with { ResendAfter = only }),
            _ => action,
        };
    }

    static string UseOf(ScenarioAction action, Hook hook, RulePlay play, int notification)
    {
        if (hook.IsCall) return RandomUse.OfCall(hook, play.Operation);
        if (hook == Hook.Returning) return RandomUse.Return;
        return action is ScenarioAction.Send ? RandomUse.OfRepeat(notification) : RandomUse.OfNotification(notification, play.Attempt - 1);
    }

    void NoteMissing(Rule rule, int count, int recorded)
    {
        if (!rule.Varies || recorded == count) return;
        unsaved.Add(recorded == 0
            ? $"A rule for {rule.When} was played by chance {count} times; when is not known, so it is left to chance again."
            : $"A rule for {rule.When} was played by chance {count} times; only the first {recorded} are saved.");
    }
}
