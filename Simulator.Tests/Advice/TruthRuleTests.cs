using System.Collections.Immutable;
using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Advice.Rules.Truth;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Advice;

/// <summary>Rules about the truth, where real time matters: over histories that are made up.</summary>
public sealed class TruthRuleTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    // A call that hung is recorded when the shop has given up, perhaps after the search that followed.
    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public void Search_after_a_call_that_hung_is_a_look_although_its_number_is_lower(double searchedAfter, bool isLook)
    {
        var lost = Call(2, "RecruitSales", real: 5, milliseconds: 3_000) with { Fault = AnswerFault.Hung };
        Observation[] calls = [Found(Call(1, "SearchTradeMulti", real: searchedAfter)), lost, Call(3, "RecruitSales", real: 7)];
        Assert.Equal(!isLook, new LostAnswerRepeated().Judge(Of(calls)).Any());
        Assert.Equal(!isLook, new LostAnswerNotSearched().Judge(Of(calls[..2])).Any());
    }

    [Theory]
    [InlineData(3.9, false)]
    [InlineData(4, true)]
    public void Call_that_was_sent_beside_one_that_hung_does_not_repeat_it(double again, bool isFound)
    {
        var lost = Call(1, "RecruitSales", real: 5, milliseconds: 5_000) with { Fault = AnswerFault.Hung };
        Assert.Equal(isFound, new LostAnswerRepeated().Judge(Of(lost, Call(2, "RecruitSales", real: again))).Any());
    }

    [Theory]
    [InlineData(0.99, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(0, 0.99, true)]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, false)]
    public void Searches_are_too_often_only_within_seven_seconds_of_both_clocks(double real, double simulated, bool isFound)
    {
        var searches = Enumerable.Range(0, 8)
            .Select(index => Call(index + 1, "SearchTradeMulti", real * index) with { At = Start.AddSeconds(simulated * index) });
        Assert.Equal(isFound, new SearchTooOften().Judge(Of([.. searches])).Any());
    }

    public static TheoryData<string> RulesOfShops => ["search-too-often", "lost-answer-repeated", "connectivity-test-error"];

    // A shop's calls are a ring: the first one is no longer kept when the last one comes.
    [Theory]
    [MemberData(nameof(RulesOfShops))]
    public void Fault_of_a_shop_that_goes_on_is_one_finding_although_its_first_call_is_no_longer_kept(string id)
    {
        var rule = RuleCatalog.Find(id)!;
        var count = id switch { "search-too-often" => 9, "lost-answer-repeated" => 3, _ => 2 };
        Observation[] calls = [.. Enumerable.Range(1, count).Select(number => FaultOf(id, number))];
        var before = rule.Judge(OfShop(calls[..^1])).ToImmutableArray();
        var now = rule.Judge(OfShop(calls[1..])).ToImmutableArray();
        Assert.Single(before);
        Assert.Equal(now, FindingList.Merge(before, now, oldestKept: 2));
    }

    [Fact]
    public void Searches_for_two_orders_too_often_are_two_findings()
    {
        var calls = Enumerable.Range(0, 16)
            .Select(index => Call(index + 1, "SearchTradeMulti", real: 0.1 * index) with { OrderId = $"O-{index % 2}" });
        var found = new SearchTooOften().Judge(OfShop([.. calls])).ToImmutableArray();
        Assert.Equal(2, FindingList.Merge(found, [], oldestKept: 20).Length);
        Assert.Equal(2, FindingList.Merge(found, found, oldestKept: 20).Length);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)]
    public void Sale_inside_the_handler_of_the_notification_is_after_it(double sentAt, bool isFound)
    {
        var sale = Call(1, "RecruitSales", real: 4);
        var history = Of([Told("AUTH", sentAt)], sale);
        Assert.Equal(isFound, new SaleBeforeAuth().Judge(history).Any());
    }

    [Fact]
    public void Sale_is_not_judged_while_a_notification_is_being_sent()
    {
        var underWay = Told("AUTH", 0) with { Attempts = [], State = NotificationState.Pending };
        Assert.Empty(new SaleBeforeAuth().Judge(Of([underWay], Call(1, "RecruitSales", real: 4))));
        var late = underWay with { NextAttemptAt = Start.AddYears(1) };
        Assert.NotEmpty(new SaleBeforeAuth().Judge(Of([late], Call(1, "RecruitSales", real: 4))));
    }

    // A shop that answers 0 after queueing needs a moment.
    [Theory]
    [InlineData(9.9, 20, false)]
    [InlineData(20, 9.9, false)]
    [InlineData(10, 10, true)]
    public void Sale_after_a_notified_cancel_is_an_error_only_when_the_shop_had_time_to_read_it(double real, double simulated, bool isFound)
    {
        var sale = Call(1, "RecruitSales", real) with { At = Start.AddSeconds(simulated) };
        var history = Of([Told("AUTH", 0), Told("CANCEL", 0)], sale);
        Assert.Equal(isFound, new SaleAfterFalseResult().Judge(history).Any());
        Assert.Empty(new SaleBeforeAuth().Judge(history));
    }

    static Observation FaultOf(string rule, int number) => rule switch
    {
        "search-too-often" => Call(number, "SearchTradeMulti", real: 0.1 * number),
        "lost-answer-repeated" => Call(number, "RecruitSales", real: number) with { Fault = AnswerFault.Dropped },
        _ => Call(number, "http://shop.test/notify", real: number) with { Kind = ObservedKind.ConnectivityTest, HttpStatus = 500 },
    };

    static History OfShop(Observation[] calls) => new()
    {
        Shop = new() { ShopId = "shop", ShopPass = "" },
        Now = Start.AddDays(1),
        Observations = calls,
    };

    [Theory]
    [InlineData(AnswerFault.None, "AUTH", false)]
    [InlineData(AnswerFault.HttpStatus, "AUTH", true)]
    [InlineData(AnswerFault.None, "", true)]
    internal void Search_that_failed_is_no_look(AnswerFault fault, string status, bool isFound)
    {
        var search = Call(2, "SearchTradeMulti", real: 2) with { Fault = fault };
        if (status.Length > 0) search = Found(search);
        var lost = Call(1, "RecruitChange", real: 1) with { Fault = AnswerFault.Dropped };
        var history = Of(lost, search);
        Assert.Equal(isFound, new LostAnswerNotSearched().Judge(history).Any());
        Assert.Equal(isFound, new ResultNotLookedFor().Judge(history).Any());
        Assert.Empty(new LostAnswerNotSearched().Judge(Of(lost, search, Found(Call(3, "SearchTradeMulti", real: 3)))));
    }

    [Theory]
    [InlineData(AnswerFault.Hung, "RecruitSales got no answer at 2026-01-15 09:00")]
    [InlineData(AnswerFault.Dropped, "The connection of RecruitSales broke at 2026-01-15 09:00")]
    [InlineData(AnswerFault.HttpStatus, "RecruitSales was answered with HTTP 500 at 2026-01-15 09:00")]
    [InlineData(AnswerFault.Garbled, "RecruitSales was answered with unreadable bytes at 2026-01-15 09:00")]
    internal void Lost_answer_is_told_by_what_happened(AnswerFault fault, string told)
    {
        var lost = Call(1, "RecruitSales", real: 1) with { Fault = fault, HttpStatus = 500 };
        var finding = Assert.Single(new LostAnswerNotSearched().Judge(Of(lost)));
        Assert.Equal($"{told}, and your shop did not get the outcome from SearchTradeMulti within an hour.", finding.Sentence.En);
    }

    static Observation Found(Observation search) => search with { Answer = new Dictionary<string, string> { ["Status"] = "AUTH" } };

    static Observation Call(long number, string api, double real, double milliseconds = 0) => new()
    {
        Kind = ObservedKind.Call,
        Number = number,
        Api = api,
        OrderId = "O-1",
        At = Start,
        RealAt = Start.AddSeconds(real),
        Milliseconds = milliseconds,
    };

    static Notification Told(string status, double real) => new()
    {
        Transaction = 1,
        Index = 1,
        AccessId = "1",
        ShopId = "shop",
        OrderId = "O-1",
        Status = new(status),
        CreatedAt = Start,
        State = NotificationState.Delivered,
        Fields = [new("Status", status)],
        Attempts = [new(Start, 0, "", AttemptResult.Received, 200, "0", "received") { RealAt = Start.AddSeconds(real) }],
    };

    static History Of(params Observation[] calls) => Of([], calls);

    static History Of(Notification[] notifications, params Observation[] calls) => new()
    {
        Shop = new() { ShopId = "shop", ShopPass = "" },
        Now = Start.AddDays(1),
        Payment = new()
        {
            Number = 1,
            AccessId = "1",
            AccessPass = "1",
            ShopId = "shop",
            OrderId = "O-1",
            Method = "Recruit",
            Status = GatewayStatus.Authorised,
            CreatedAt = Start,
            ChangedAt = Start,
            JobCd = "AUTH",
            Amount = 1000,
            Tax = 0,
            Scenario = new("success", ""),
            AuthorisedAt = Start,
            Payment = new() { MemberId = "m", CustomerId = "c", WalletOrderId = "w", PaidAt = Start, Split = new(1000, 0, 0) },
        },
        Notifications = notifications,
        Observations = calls,
    };
}
