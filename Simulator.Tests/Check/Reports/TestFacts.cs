using System.Collections.Immutable;
using KantanSim.Advice;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Judging;
using KantanSim.Operations;

namespace KantanSim.Tests.Check.Reports;

/// <summary>What was done and seen in a case, made by hand.</summary>
internal static class TestFacts
{
    static readonly DateTimeOffset At = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    static readonly string[][] Messages =
    [
        ["1", "consumer", "merchant", "purchase"], ["2", "merchant", "gateway", "EntryTranRecruit"],
        ["", "simulator", "gateway", "EntryTranRecruit has come: connection broken off"], ["2", "merchant", "gateway", "ExecTranRecruit"],
        ["3", "gateway", "wallet", "payment request"], ["4", "wallet", "gateway", "authentication URL issued"],
        ["5", "gateway", "merchant", "result of ExecTranRecruit"], ["6", "merchant", "consumer", "RecruitStart: authentication screen"],
        ["7", "consumer", "wallet", "approves as taro"], ["8", "wallet", "gateway", "completion notice: AUTH"],
        ["9", "gateway", "merchant", "result notification AUTH (attempt 1)"],
        ["11", "SBPS", "merchant", "deposit of closing date 2026-01-31: sale"],
    ];

    public static CaseFacts Played => new()
    {
        ShopId = "tshop00000001",
        Seed = 7,
        Orders = [new(1200, Result("{\"id\":1}"), StepVariables.Empty, new(OrderState.Open, "new", 0, null))],
        Payments = [Payment(Timeline(Messages.Length), Finding)],
        Calls = [Call("EntryTranRecruit", ""), Call("ExecTranRecruit", "M01004010")],
        Sent =
        [
            new(new DriveStep.Forge(MessageTarget.Notification), MessageTarget.Notification, "http://127.0.0.1:3000/notify",
                "AUTH with another amount", 200, "0", TimeSpan.FromMilliseconds(12), At),
        ],
        Steps =
        [
            new(new DriveStep.Place(), true, true, "place order 1", "curl 'http://127.0.0.1:3000/orders' --data-raw 'total=1200'",
                "201 {\"id\":1}", At),
            new(new DriveStep.Act("ship"), false, false, "ship order 1", "", "the order is not paid", At),
        ],
    };

    /// <summary>A timeline of any length.</summary>
    public static ImmutableArray<StepView> Timeline(int length) => [.. Enumerable.Range(0, length).Select(Step)];

    public static PaymentFacts Payment(ImmutableArray<StepView> timeline, params AdviceView[] findings) => new(
        new TransactionView
        {
            AccessId = "a1",
            ShopId = "tshop00000001",
            OrderId = "ORDER-1",
            Method = "recruit",
            Status = "AUTH",
            JobCd = "AUTH",
            Amount = 1000,
            Tax = 200,
            Total = 1200,
            Scenario = "notification-omitted",
            ScenarioReason = "armed",
            CreatedAt = At,
            ChangedAt = At,
            Timeline = timeline,
        }, [Notification], [.. findings]);

    /// <summary>A message of a timeline, at a time after its beginning.</summary>
    public static StepView MessageAfter(TimeSpan time) => Step(0) with { At = At + time };

    public static CallView Call(string api, string error) => new(
        1, At, 1, api, "POST", 200, "a1", "application/x-www-form-urlencoded", "", "",
        new Dictionary<string, string> { ["ShopID"] = "tshop00000001", ["ShopPass"] = "***", ["OrderID"] = "ORDER-1" },
        error.Length == 0 ? Fields("AccessID", "a1") : Fields("ErrInfo", error), [], null);

    static Dictionary<string, string> Fields(string name, string value) => new() { [name] = value };

    static NotificationView Notification => new()
    {
        Id = "n1",
        AccessId = "a1",
        ShopId = "tshop00000001",
        OrderId = "ORDER-1",
        Status = "AUTH",
        State = "failed",
        CreatedAt = At,
        Body = new Dictionary<string, string>(),
        Attempts = [new(At, 3, "http://127.0.0.1:3000/notify", 200, "<b>thanks</b>", "HTTP 200, not 0", [])],
    };

    static AdviceView Finding => new(
        "notification-redirect", Severity.Error, "tshop00000001", "ORDER-1", "a1", At, "A redirect", "Your shop answered 302.", "Why",
        "Answer 0.", "docs/merchant.md#notification-redirect", []);

    static StepView Step(int index)
    {
        var message = Messages[index % Messages.Length];
        int? number = message[0].Length == 0 ? null : int.Parse(message[0], System.Globalization.CultureInfo.InvariantCulture);
        var answer = index == 1 ? Fields("ErrCode", "E01") : null;
        var note = index == 10 ? "HTTP 302" : null;
        return new(number, message[1], message[2], message[3], At.AddSeconds(index), At, 1, null, answer, note, []);
    }

    static StepResult Result(string answer) => new(false, "", answer, []);
}
