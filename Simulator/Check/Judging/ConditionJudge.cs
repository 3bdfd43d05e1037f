using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Transactions;

namespace KantanSim.Check.Judging;

/// <summary>Judges one condition by what was seen.</summary>
internal sealed class ConditionJudge(CaseFacts facts)
{
    /// <param name="part"><c>reached</c>, <c>must</c> or <c>should</c>.</param>
    public ConditionResult Judge(string part, Condition condition)
    {
        var (holds, seen) = Seen(condition);
        return new(part, condition, holds, seen);
    }

    (bool Holds, Note Seen) Seen(Condition condition) => condition switch
    {
        Condition.Order order => OrderState(order),
        Condition.Shipped shipped => Count(
            Shipments, shipped.AtLeast, shipped.AtMost, new("goods were shipped {n}", "発送された回数は{n}"), CountedUnit.Times),
        Condition.PaidOrders paid => Count(
            facts.Orders.Count(order => order.Reading?.IsPaid == true), paid.AtLeast, paid.AtMost,
            new("the shop treats {n} as paid", "店が支払済みとする注文は{n}"), CountedUnit.Orders),
        Condition.AmountAgrees => new MoneyJudge(facts).Amounts(),
        Condition.Books => new MoneyJudge(facts).Books(),
        Condition.Deposits => new MoneyJudge(facts).Deposits(),
        Condition.MonthsAgree => new MoneyJudge(facts).Months(),
        Condition.Payment payment => PaymentStatus(payment),
        Condition.Payments payments => Count(
            facts.Payments.Count(one => payments.Statuses.IsEmpty || payments.Statuses.Contains(one.Transaction.Status)),
            payments.AtLeast, payments.AtMost,
            new($"the gateway has {{n}}{InStatus(payments, " in ")}", $"ゲートウェイの{InStatus(payments, " ")}決済は{{n}}"),
            CountedUnit.Payments),
        Condition.AnyOf any => Any(any),
        _ => new TrafficJudge(facts).Judge(condition),
    };

    static string InStatus(Condition.Payments payments, string before) =>
        payments.Statuses.IsEmpty ? "" : $"{before}{string.Join("/", payments.Statuses)}";

    // Without a way to count, a shipped order counts once.
    int Shipments => facts.Orders.Sum(order => order.Reading switch
    {
        null => 0,
        { Shipped: { } count } => count,
        var reading => reading.State == Files.OrderState.Shipped ? 1 : 0,
    });

    (bool, Note) OrderState(Condition.Order condition)
    {
        var states = Meant(condition).ToList();
        var isNoneGood = condition.Any.Any(word => Fits(word, Files.OrderState.None));
        if (states.Count == 0) return (isNoneGood, new("no order was placed", "注文がありません"));
        var expected = string.Join(" or ", condition.Any.Select(EnumWords.Of));
        var words = string.Join(", ", states.Select(Word));
        return (states.All(reading => condition.Any.Any(word => Fits(word, reading?.State ?? Files.OrderState.None))),
            new($"{After(condition)}the order is {words}; expected: {expected}", $"{AfterJa(condition)}注文の状態は {words}、期待する状態は {expected}"));
    }

    static string After(Condition.Order condition) => condition.After is { } step ? $"after step {step} " : "";

    static string AfterJa(Condition.Order condition) => condition.After is { } step ? $"手順{step}の後、" : "";

    IEnumerable<Adapters.OrderReading?> Meant(Condition.Order condition)
    {
        if (condition.Of is { } name) return [facts.Strangers.GetValueOrDefault(name)];
        var readings = condition.After is { } step
            ? facts.Steps[step - 1].Readings.AsEnumerable()
            : facts.Orders.Select(order => order.Reading);
        return condition.Index is { } index ? readings.Skip(index - 1).Take(1) : readings;
    }

    static string Word(Adapters.OrderReading? reading) => reading is null
        ? EnumWords.Of(Files.OrderState.None)
        : $"{EnumWords.Of(reading.State)}{(reading.Word.Length > 0 ? $" (\"{reading.Word}\")" : "")}";

    static bool Fits(OrderWord word, OrderState state) => word switch
    {
        OrderWord.None => state == Files.OrderState.None,
        OrderWord.Open => state == Files.OrderState.Open,
        OrderWord.Paid => state is Files.OrderState.Paid or Files.OrderState.Shipped,
        OrderWord.Shipped => state == Files.OrderState.Shipped,
        OrderWord.Failed => state == Files.OrderState.Failed,
        _ => state is not (Files.OrderState.Paid or Files.OrderState.Shipped),
    };

    (bool, Note) PaymentStatus(Condition.Payment condition)
    {
        var payment = condition.Index is { } index ? facts.Payments.ElementAtOrDefault(index - 1) : facts.Payments.LastOrDefault();
        var expected = string.Join(" or ", condition.Statuses);
        if (payment is null) return (false, new("the gateway has no such payment", "ゲートウェイに該当する決済がありません"));
        var status = payment.Transaction.Status;
        return (condition.Statuses.Contains(status),
            new($"the gateway's status is {status}; expected: {expected}", $"ゲートウェイのステータスは {status}、期待する値は {expected}"));
    }

    (bool, Note) Any(Condition.AnyOf any)
    {
        var seen = any.Conditions.Select(Seen).ToList();
        var held = seen.FirstOrDefault(one => one.Holds);
        if (held.Holds) return held;
        return (false, new(
            string.Join("; and ", seen.Select(one => one.Seen.En).Distinct()),
            string.Join("、かつ ", seen.Select(one => one.Seen.Ja).Distinct())));
    }

    /// <param name="sentence">With <c>{n}</c> in place of the count.</param>
    internal static (bool, Note) Count(int count, int from, int to, Note sentence, CountedUnit unit) => (
        count >= from && count <= to,
        new($"{sentence.En.Replace("{n}", unit.En(count), StringComparison.Ordinal)}; expected: {unit.Bounds(from, to)}",
            $"{sentence.Ja.Replace("{n}", unit.Ja(count), StringComparison.Ordinal)}、期待は{unit.BoundsJa(from, to)}"));
}
