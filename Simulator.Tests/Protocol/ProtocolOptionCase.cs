using System.Collections.Immutable;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Protocol;

/// <summary>A value of an option, and its effect: two shops do the same, of which one has set the option.</summary>
/// <param name="ByDefault">What is observed for the shop without the option.</param>
/// <param name="WithOption">What is observed for the shop with it.</param>
/// <param name="Act">What the shop does. It is given the shop's id, which can be used as an OrderID too.</param>
/// <param name="Observe">What is observed of the order.</param>
/// <param name="Advance">How far the clock is moved in between, as an ISO 8601 duration; null for not at all.</param>
internal sealed record ProtocolOptionCase(
    string Name,
    string Value,
    string ByDefault,
    string WithOption,
    Func<SimulatorFixture, string, Task<TestOrder>> Act,
    Func<SimulatorFixture, TestOrder, Task<string>> Observe,
    string? Advance = null)
{
    /// <summary>Options that both shops set.</summary>
    public ImmutableArray<(string Name, string Value)> OfBothShops { get; init; } = [];

    /// <summary>The body of the merchant's answer to notifications.</summary>
    public string MerchantReply { get; init; } = "0";

    /// <summary>Whether it moves the clock or needs another merchant, so that it cannot share a simulator.</summary>
    public bool NeedsOwnSimulator => Advance is not null || MerchantReply != "0";

    public static Task<TestOrder> New(SimulatorFixture s, string shop) => Task.FromResult(new TestOrder(shop, "", "", ShopId: shop));

    public static Task<TestOrder> Enters(SimulatorFixture s, string shop) => s.RegisterPayment(shop, shop: shop);

    public static Task<TestOrder> Executes(SimulatorFixture s, string shop) => s.RequestPayment(shop, shop: shop);

    public static async Task<TestOrder> Arrives(SimulatorFixture s, string shop)
    {
        var order = await s.RequestPayment(shop, shop: shop);
        using var page = await s.OpenStartUrl(order);
        return order;
    }

    public static async Task<TestOrder> Cancels(SimulatorFixture s, string shop)
    {
        var order = await s.RequestPayment(shop, shop: shop);
        await s.PostConsumerAction(order, """{"action":"cancel"}""");
        return order;
    }

    public static Task<TestOrder> Pays(SimulatorFixture s, string shop) => s.Pay(shop, shop: shop);

    public static Task<TestOrder> PaysAtOnce(SimulatorFixture s, string shop) => s.Pay(shop, "CAPTURE", shop: shop);

    public static Task<TestOrder> PaysByPoints(SimulatorFixture s, string shop) =>
        s.Pay(shop, how: ""","member":"hanako","points":"all" """, shop: shop);

    public static Task<TestOrder> EntersContract(SimulatorFixture s, string shop) => s.RegisterContract(shop, shop: shop);

    public static Task<TestOrder> SignsUp(SimulatorFixture s, string shop) => s.Subscribes(shop, "10", shop: shop);

    /// <summary>A contract whose first month is paid, and whose card declines afterwards.</summary>
    public static async Task<TestOrder> SignsUpAndDeclines(SimulatorFixture s, string shop)
    {
        await s.CallApi(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await s.Subscribes(shop, "10", how: $",\"member\":\"{shop}\"", shop: shop);
        await s.Advance("PT0S");
        await s.CallApi(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA","declines":true}]}""");
        return order;
    }

    /// <summary>The ErrInfo of an answer; without one its Status; without that an empty text.</summary>
    public static async Task<string> Outcome(Task<Dictionary<string, string>> call)
    {
        var answer = await call;
        return answer.GetValueOrDefault("ErrInfo") ?? answer.GetValueOrDefault("Status") ?? "";
    }

    public static Func<SimulatorFixture, TestOrder, Task<string>> OutcomeOf(string api, params (string Name, string Value)[] fields) =>
        (s, order) => Outcome(s.CallOperation(api, order, fields));

    /// <summary>The outcome of the payment request of a one-shot payment.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> OutcomeOfRequest(string itemName = "Mug") =>
        OutcomeOf("ExecTranRecruit", ("RetURL", "http://127.0.0.1/r"), ("ItemName", itemName));

    /// <summary>The outcome of the sign-up request of a contract.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> OutcomeOfSignUp(string chargeDay) =>
        OutcomeOf("ExecTranRecruitContinuance",
            ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"), ("ChargeDay", chargeDay), ("FirstMonthFreeFlag", "0"));

    /// <summary>The value of a field in the answer of SearchTradeMulti.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> Searched(string key) =>
        async (s, order) => (await s.SearchTrade(order))[key];

    /// <summary>Part of the last form that the browser or the gateway posted to the shop.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> Posted(string path, Func<Dictionary<string, string>, string> part) =>
        (s, order) => Task.FromResult(part(s.Received(path, order.OrderId)[^1]));

    /// <summary>The statuses of the notifications that the shop received, with the month of a monthly charge.</summary>
    public static Task<string> Notified(SimulatorFixture s, TestOrder order)
    {
        var statuses = s.Received("/notify", order.OrderId).Select(form => form["Status"] + form.GetValueOrDefault("ContinuanceMonth"));
        return Task.FromResult(string.Join(',', statuses));
    }
}
