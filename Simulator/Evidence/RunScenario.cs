using KantanSim.Consumers;
using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Wire;

namespace KantanSim.Evidence;

/// <summary>Makes a scenario of what happened to a payment: played by its script, it does the same again.</summary>
internal sealed class RunScenario(ScenarioEngine engine, Members members, KnownSymbols symbols)
{
    public RunFile Of(PaymentRecord record, ScenarioTitle title)
    {
        List<string> unsaved = [];
        var rules = Rules(record, unsaved);
        var keepsItem = rules.Any(rule => rule.Match?.Item is not null);
        var calls = new CallStimuli(symbols, new(record, unsaved), keepsItem, unsaved).Of(record);
        var stimuli = calls.Concat(OperatorStimuli.Of(record, unsaved)).ToList();
        var name = title.Name.Length > 0 ? title.Name : DefaultName(record.Payment.OrderId);
        var scenario = new Scenario(name, Title(record), Description(record, title), null, rules)
        {
            Race = record.Scenario.Race,
            Script = ScriptTimes.Script(stimuli, record.Timeline),
            Expect = RunExpectation.Of(record, symbols),
        };
        unsaved.AddRange(Surroundings.Of(record, rules, stimuli));
        var yaml = ScenarioWriter.Write(scenario, [Origin(record), .. unsaved.Distinct()]);
        return new(name, yaml, ScenarioFile.Parse(yaml, $"{name}.yaml", symbols).Diagnostics);
    }

    IReadOnlyList<Rule> Rules(PaymentRecord record, List<string> unsaved)
    {
        var kept = new KeptRules(engine, unsaved);
        var isScripted = IsScripted(record);
        List<Rule> rules = [.. kept.Of(record, rule => isScripted || rule.When != Hook.WalletOpened)];
        if (!isScripted) rules.AddRange(new ConsumerRules(members.Of(record.Payment.ShopId), unsaved).Of(record));
        // A file needs a rule or a race. This one does what happens without it.
        if (rules.Count == 0 && record.Scenario.Race == Race.Free) rules.Add(new(Hook.WalletOpened, Hook.WalletOpened.DefaultAction));
        return rules;
    }

    /// <summary>Whether the scenario has decided at the wallet in each visit, and no person.</summary>
    static bool IsScripted(PaymentRecord record)
    {
        var counts = ScenarioEngine.PlayCounts(record.Payment);
        var plays = record.Scenario.Rules.Index()
            .Where(one => one.Item.When == Hook.WalletOpened)
            .Sum(one => counts.GetValueOrDefault($"{one.Index + 1}"));
        return plays > 0 && plays >= Visit.Of(record.Timeline).Count(visit => visit.Deeds.Count > 0);
    }

    /// <summary>The name of a scenario that was given none: lower-case letters, digits and hyphens.</summary>
    public static string DefaultName(string orderId)
    {
        var letters = orderId.ToLowerInvariant().Select(one => char.IsAsciiLetterOrDigit(one) ? one : '-');
        return $"run-of-{string.Concat(letters)}".TrimEnd('-');
    }

    static LocalText Title(PaymentRecord record) => new($"Run of order {record.Payment.OrderId}", $"注文 {record.Payment.OrderId} の再現");

    static LocalText Description(PaymentRecord record, ScenarioTitle title)
    {
        if (title.Description.Length > 0) return new(title.Description, title.Description);
        var status = record.Payment.Status.Code;
        return new($"A good merchant ends with an order that agrees with {status}.", $"良い加盟店の注文は、最終的に {status} と一致します。");
    }

    static string Origin(PaymentRecord record)
    {
        var payment = record.Payment;
        return $"Saved from order {payment.OrderId} of shop {payment.ShopId}, registered {Jst.Readable(payment.CreatedAt)}, "
            + $"which played {payment.Scenario.Name} ({payment.Scenario.Reason}).";
    }
}
