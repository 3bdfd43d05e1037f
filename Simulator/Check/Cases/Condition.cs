using System.Collections.Immutable;

namespace KantanSim.Check.Cases;

/// <summary>Something that holds or does not, at the end of a case.</summary>
internal abstract record Condition
{
    Condition() { }

    /// <summary>The shop's state of an order.</summary>
    /// <param name="Any">One of these.</param>
    public sealed record Order(ImmutableArray<OrderWord> Any) : Condition
    {
        /// <summary>Which order, from 1; null: every order of the case.</summary>
        public int? Index { get; init; }
        /// <summary>After which step of <c>drive</c>, from 1; null: at the end.</summary>
        public int? After { get; init; }
        /// <summary>The order that the shop finds with this text in place of each kept value; null: an order of the case.</summary>
        public string? Of { get; init; }
    }

    /// <summary>
    /// How often goods were shipped, over all orders of the case. Without a way to count it, a shipped order counts once.
    /// </summary>
    public sealed record Shipped(int AtLeast, int AtMost) : Condition;

    /// <summary>The shop's amount of each paid order is the gateway's. Holds when the file does not say how to read amounts.</summary>
    public sealed record AmountAgrees : Condition;

    /// <summary>How many orders of the case the shop treats as paid.</summary>
    public sealed record PaidOrders(int AtLeast, int AtMost) : Condition;

    /// <summary>The gateway's status of a payment.</summary>
    public sealed record Payment(ImmutableArray<string> Statuses) : Condition
    {
        /// <summary>Which payment, from 1; null: the newest.</summary>
        public int? Index { get; init; }
    }

    /// <summary>How many payments of the case have one of the statuses, at the gateway.</summary>
    /// <param name="Statuses">Empty: any.</param>
    public sealed record Payments(ImmutableArray<string> Statuses, int AtLeast, int AtMost) : Condition;

    /// <summary>How many calls the shop made.</summary>
    /// <param name="Apis">Empty: any.</param>
    /// <param name="Outcome"><c>ok</c>, an ErrInfo, or null for any answer or none.</param>
    public sealed record Calls(ImmutableArray<string> Apis, string? Outcome, int AtLeast, int AtMost) : Condition
    {
        /// <summary>Only calls after this step of <c>drive</c>, from 1; null: from the beginning.</summary>
        public int? After { get; init; }
        /// <summary>Only calls before this step of <c>drive</c>; null: to the end.</summary>
        public int? Before { get; init; }
    }

    /// <summary>The pauses between calls of an API do not become shorter, and the last is longer than the first.</summary>
    public sealed record GrowingPauses(string Api) : Condition;

    /// <summary>How the shop answered the notifications of some statuses. Holds when there was none.</summary>
    /// <param name="Statuses">Empty: of every status.</param>
    public sealed record Answered(ImmutableArray<string> Statuses) : Condition
    {
        /// <summary>The reply to the first attempt; <c>0</c>, or <c>not 0</c>; null: any.</summary>
        public string? First { get; init; }
        /// <summary>The reply to the last attempt.</summary>
        public string? Last { get; init; }
        /// <summary>The reply to every attempt.</summary>
        public string? Every { get; init; }
        /// <summary>The longest time for an answer; null: any.</summary>
        public TimeSpan? Within { get; init; }
        /// <summary>Only attempts that had ended when this step of <c>drive</c> began, from 1; null: all.</summary>
        public int? Before { get; init; }
    }

    /// <summary>The advice has no finding of these rules about the payments of the case.</summary>
    /// <param name="Rules">Empty: no finding of severity error.</param>
    public sealed record NoAdvice(ImmutableArray<string> Rules) : Condition;

    /// <summary>The shop answered each forged message, return and connectivity test with HTTP 2xx or 3xx, or refused it with 4xx.</summary>
    /// <param name="IsRefusalGood">Whether 4xx is good.</param>
    public sealed record Survives(MessageTarget Target, bool IsRefusalGood) : Condition;

    /// <summary>The rules of the scenario were played.</summary>
    /// <param name="Rules">Their places in the file, from 1; empty: all except those of the consumer.</param>
    public sealed record Played(ImmutableArray<int> Rules) : Condition;

    /// <summary>The shop has received a notification of one of the statuses, and has answered in some way.</summary>
    public sealed record Notified(ImmutableArray<string> Statuses, int Times) : Condition;

    /// <summary>The step was done; its place in <c>drive</c>, from 1. Any answer of the shop counts.</summary>
    public sealed record Done(int Step) : Condition;

    /// <summary>The step was done, and the shop accepted it.</summary>
    public sealed record Accepted(int Step) : Condition;

    /// <summary>While the shop was broken by its hook, it could not tell the state of an order.</summary>
    public sealed record Broke : Condition;

    /// <summary>For each order and payment of the whole run, what the shop says is paid equals what the gateway has.</summary>
    public sealed record Books : Condition;

    /// <summary>The gateway's deposits of the payments equal their captured amounts less what the shop's coupons gave away.</summary>
    public sealed record Deposits : Condition;

    /// <summary>The shop has booked as many months of its subscriptions as the gateway has charged. Holds when the file does not say how
    /// to read them.</summary>
    public sealed record MonthsAgree : Condition;

    /// <summary>One of several conditions holds.</summary>
    public sealed record AnyOf(ImmutableArray<Condition> Conditions) : Condition;
}

/// <summary>What an order may be, in the words of a case.</summary>
internal enum OrderWord
{
    /// <summary>The shop has none.</summary>
    None,
    Open,
    /// <summary>Paid or shipped.</summary>
    Paid,
    Shipped,
    Failed,
    /// <summary>Anything but paid or shipped.</summary>
    Unpaid,
}
