using System.Collections.Immutable;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Operations;
using KantanSim.Settlement;

namespace KantanSim.Check.Judging;

/// <summary>What was done and seen in a run of a case.</summary>
internal sealed record CaseFacts
{
    public required string ShopId { get; init; }
    public required int Seed { get; init; }
    /// <summary>The orders that were placed, in order.</summary>
    public ImmutableArray<PlacedOrder> Orders { get; init; } = [];
    /// <summary>The payments at the gateway, in the order of their registration.</summary>
    public ImmutableArray<PaymentFacts> Payments { get; init; } = [];
    /// <summary>All calls of the shop, oldest first; also those that made no payment.</summary>
    public ImmutableArray<CallView> Calls { get; init; } = [];
    /// <summary>Messages that the check posted itself, and connectivity tests.</summary>
    public ImmutableArray<SentMessage> Sent { get; init; } = [];
    /// <summary>One for each step of <c>drive</c>.</summary>
    public ImmutableArray<StepRecord> Steps { get; init; } = [];
    /// <summary>What was deposited for the payments; only for cases about deposits.</summary>
    public ImmutableArray<DepositLine> Deposits { get; init; } = [];
    /// <summary>What the shop says about orders that nobody placed, by <see cref="Condition.Order.Of"/>.</summary>
    public ImmutableDictionary<string, OrderReading> Strangers { get; init; } = [];
    /// <summary>The scenario that was armed; null: none.</summary>
    public ScenarioView? Scenario { get; init; }

    /// <summary>Whether a rule of the scenario was played by one of the payments.</summary>
    /// <param name="rule">Its place in the file, from 1.</param>
    public bool IsPlayed(int rule) => Payments
        .Where(payment => payment.Transaction.Scenario == Scenario?.Name)
        .Any(payment => payment.Transaction.RulesPlayed?.ContainsKey($"{rule}") == true)
        || IsPlayedBeforeRegistration(rule);

    // A call that a scenario does not let through makes no payment that could count the rule.
    bool IsPlayedBeforeRegistration(int rule) =>
        Scenario!.Rules[rule - 1].When == "received" && Calls.Any(call => call is { Fault: not null, AccessId: null });

    /// <summary>The places of the scenario's rules that no payment has played, without those of the consumer at the wallet.</summary>
    public IReadOnlyList<int> RulesNotPlayed => Scenario is null
        ? []
        : [.. Enumerable.Range(1, Scenario.Rules.Count).Where(rule => !IsConsumers(rule) && !IsPlayed(rule))];

    bool IsConsumers(int rule) => Scenario!.Rules[rule - 1].When == "walletOpened";
}

/// <summary>An order that was placed at the shop.</summary>
/// <param name="Amount">What it costs, in yen.</param>
/// <param name="Placed">The shop's answer.</param>
/// <param name="Reading">Its last state; null: the shop refused it, so that it cannot be read.</param>
internal sealed record PlacedOrder(int Amount, StepResult Placed, StepVariables Variables, OrderReading? Reading);

/// <summary>A payment at the gateway, with its timeline.</summary>
/// <param name="Findings">Of the advice, about this payment.</param>
internal sealed record PaymentFacts(
    TransactionView Transaction, ImmutableArray<NotificationView> Notifications, ImmutableArray<AdviceView> Findings);

/// <summary>A message that did not come from the gateway's own work.</summary>
/// <param name="Status">Of the HTTP answer; null: none.</param>
/// <param name="Summary">What was sent, in a few English words.</param>
internal sealed record SentMessage(
    DriveStep Step, MessageTarget Target, string Url, string Summary, int? Status, string Answer, TimeSpan Took, DateTimeOffset At);

/// <summary>A step of <c>drive</c> as it was done.</summary>
/// <param name="IsDone">Whether it was possible.</param>
/// <param name="IsAccepted">Whether the shop, or the gateway, accepted it.</param>
/// <param name="What">What was done, in a few English words: <c>ship order 1</c>.</param>
/// <param name="Sent">The request or command; empty when there is none.</param>
/// <param name="Answer">What came back, or why it was not possible.</param>
/// <param name="At">The shop's simulated time when it began.</param>
internal sealed record StepRecord(
    DriveStep Step, bool IsDone, bool IsAccepted, string What, string Sent, string Answer, DateTimeOffset At)
{
    /// <summary><see cref="What"/> of a step that did not end, although the shop had its time.</summary>
    public const string NeverEnds = "a step that does not end";

    /// <summary>The number of the shop's newest call when the step began.</summary>
    public long CallBefore { get; init; }
    /// <summary>The number of the shop's newest call when the shop had settled after it.</summary>
    public long CallAfter { get; init; }
    /// <summary>The orders when the shop had settled after it; null for one that cannot be read.</summary>
    public ImmutableArray<OrderReading?> Readings { get; init; } = [];
}
