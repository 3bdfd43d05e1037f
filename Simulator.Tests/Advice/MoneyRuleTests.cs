using KantanSim.Advice;
using KantanSim.Advice.Rules.Money;
using KantanSim.Transactions;

namespace KantanSim.Tests.Advice;

/// <summary>Rules about money, where real time matters: over histories that are made up.</summary>
public sealed class MoneyRuleTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    public void Cancel_that_was_sent_beside_the_first_one_does_not_repeat_it(double begins, bool isFound)
    {
        var first = Cancel(1, begins: 0, ends: 1) with { Answer = new Dictionary<string, string> { ["Status"] = "CANCEL" } };
        var second = Cancel(2, begins, ends: 2);
        Assert.Equal(isFound, new CancelRepeated().Judge(Of(first, second)).Any());
    }

    /// <param name="begins">In real seconds.</param>
    /// <param name="ends">In real seconds.</param>
    static Observation Cancel(long number, double begins, double ends) => new()
    {
        Kind = ObservedKind.Call,
        Number = number,
        Api = "RecruitCancel",
        OrderId = "O-1",
        At = Start,
        RealAt = Start.AddSeconds(ends),
        Milliseconds = (ends - begins) * 1_000,
    };

    static History Of(params Observation[] calls) => new()
    {
        Shop = new() { ShopId = "shop", ShopPass = "" },
        Now = Start.AddDays(1),
        Observations = calls,
    };
}
