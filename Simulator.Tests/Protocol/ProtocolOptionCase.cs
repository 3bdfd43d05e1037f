using System.Collections.Immutable;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Protocol;

/// <summary>A choice, and what a merchant sees of it: two shops do the same, one of which has made the choice.</summary>
/// <param name="Default">What the shop without the choice is shown.</param>
/// <param name="Chosen">What the shop with it is shown.</param>
/// <param name="Does">Is given a shop, whose id is free as an OrderID too.</param>
/// <param name="Shows">What is to be seen of the order then.</param>
/// <param name="After">How long the clock is moved in between.</param>
internal sealed record ProtocolOptionCase(
    string Name, string Value, string Default, string Chosen, Func<SimulatorFixture, string, Task<TestOrder>> Does, Func<SimulatorFixture, TestOrder, Task<string>> Shows, string? After = null)
{
    /// <summary>Choices that both shops make.</summary>
    public ImmutableArray<(string Name, string Value)> Along { get; init; } = [];

    public string MerchantSays { get; init; } = "0";

    /// <summary>The clock is moved, or the merchant is another one.</summary>
    public bool NeedsOwnSimulator => After is not null || MerchantSays != "0";

    public static Task<TestOrder> New(SimulatorFixture s, string shop) => Task.FromResult(new TestOrder(shop, "", "", ShopId: shop));

    public static Task<TestOrder> Enters(SimulatorFixture s, string shop) => s.RegisterPayment(shop, shop: shop);

    public static Task<TestOrder> Executes(SimulatorFixture s, string shop) => s.RequestPayment(shop, shop: shop);

    public static async Task<TestOrder> Arrives(SimulatorFixture s, string shop)
    {
        var order = await s.RequestPayment(shop, shop: shop);
        using var hop = await s.OpenStartUrl(order);
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

    public static Task<TestOrder> PaysByPoints(SimulatorFixture s, string shop) => s.Pay(shop, how: ""","member":"hanako","points":"all" """, shop: shop);

    public static Task<TestOrder> EntersContract(SimulatorFixture s, string shop) => s.RegisterContract(shop, shop: shop);

    public static Task<TestOrder> SignsUp(SimulatorFixture s, string shop) => s.Subscribes(shop, "10", shop: shop);

    /// <summary>A contract whose first month is paid, after which the card declines.</summary>
    public static async Task<TestOrder> SignsUpAndDeclines(SimulatorFixture s, string shop)
    {
        await s.CallApi(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await s.Subscribes(shop, "10", how: $",\"member\":\"{shop}\"", shop: shop);
        await s.Advance("PT0S");
        await s.CallApi(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA","declines":true}]}""");
        return order;
    }

    /// <summary>The refusal, else the status, else nothing.</summary>
    public static async Task<string> Said(Task<Dictionary<string, string>> answer) =>
        (await answer).GetValueOrDefault("ErrInfo") ?? (await answer).GetValueOrDefault("Status") ?? "";

    public static Func<SimulatorFixture, TestOrder, Task<string>> Saying(string api, params (string Name, string Value)[] more) => (s, order) => Said(s.CallOperation(api, order, more));

    /// <summary>The one-shot payment request, with some of its fields replaced.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> Requesting(string returnUrl = "http://127.0.0.1/r", string itemName = "Mug") =>
        Saying("ExecTranRecruit", ("RetURL", returnUrl), ("ItemName", itemName));

    public static Func<SimulatorFixture, TestOrder, Task<string>> SigningUpFor(string chargeDay) =>
        Saying("ExecTranRecruitContinuance", ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"), ("ChargeDay", chargeDay), ("FirstMonthFreeFlag", "0"));

    /// <summary>A value that SearchTradeMulti answers.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> Held(string key) => async (s, order) => (await s.SearchTrade(order))[key];

    /// <summary>Something of the last form that the browser, or the gateway itself, posted to the shop.</summary>
    public static Func<SimulatorFixture, TestOrder, Task<string>> Posted(string path, Func<Dictionary<string, string>, string> what) =>
        (s, order) => Task.FromResult(what(s.Received(path, order.OrderId)[^1]));

    /// <summary>The statuses that the shop was notified of.</summary>
    public static Task<string> Told(SimulatorFixture s, TestOrder order) =>
        Task.FromResult(string.Join(',', s.Received("/notify", order.OrderId).Select(told => told["Status"] + told.GetValueOrDefault("ContinuanceMonth"))));
}
