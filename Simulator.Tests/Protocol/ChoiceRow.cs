using System.Collections.Immutable;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Protocol;

/// <summary>A choice, and what a merchant sees of it: two shops do the same, one of which has made the choice.</summary>
/// <param name="Default">What the shop without the choice is shown.</param>
/// <param name="Chosen">What the shop with it is shown.</param>
/// <param name="Does">Is given a shop, whose id is free as an OrderID too.</param>
/// <param name="Shows">What is to be seen of the order then.</param>
/// <param name="After">How long the clock is moved in between.</param>
internal sealed record ChoiceRow(
    string Name, string Value, string Default, string Chosen, Func<Simulated, string, Task<Order>> Does, Func<Simulated, Order, Task<string>> Shows, string? After = null)
{
    /// <summary>Choices that both shops make.</summary>
    public ImmutableArray<(string Name, string Value)> Along { get; init; } = [];

    public string MerchantSays { get; init; } = "0";

    /// <summary>The clock is moved, or the merchant is another one.</summary>
    public bool NeedsOwnSimulator => After is not null || MerchantSays != "0";

    public static Task<Order> New(Simulated s, string shop) => Task.FromResult(new Order(shop, "", "", ShopId: shop));

    public static Task<Order> Enters(Simulated s, string shop) => s.Enters(shop, shop: shop);

    public static Task<Order> Executes(Simulated s, string shop) => s.Executes(shop, shop: shop);

    public static async Task<Order> Arrives(Simulated s, string shop)
    {
        var order = await s.Executes(shop, shop: shop);
        using var hop = await s.Arrives(order);
        return order;
    }

    public static async Task<Order> Cancels(Simulated s, string shop)
    {
        var order = await s.Executes(shop, shop: shop);
        await s.Plays(order, """{"action":"cancel"}""");
        return order;
    }

    public static Task<Order> Pays(Simulated s, string shop) => s.Pays(shop, shop: shop);

    public static Task<Order> PaysAtOnce(Simulated s, string shop) => s.Pays(shop, "CAPTURE", shop: shop);

    public static Task<Order> PaysByPoints(Simulated s, string shop) => s.Pays(shop, how: ""","member":"hanako","points":"all" """, shop: shop);

    public static Task<Order> EntersContract(Simulated s, string shop) => s.EntersContract(shop, shop: shop);

    public static Task<Order> SignsUp(Simulated s, string shop) => s.Subscribes(shop, "10", shop: shop);

    /// <summary>A contract whose first month is paid, after which the card declines.</summary>
    public static async Task<Order> SignsUpAndDeclines(Simulated s, string shop)
    {
        await s.Api(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await s.Subscribes(shop, "10", how: $",\"member\":\"{shop}\"", shop: shop);
        await s.Advance("PT0S");
        await s.Api(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA","declines":true}]}""");
        return order;
    }

    /// <summary>The refusal, else the status, else nothing.</summary>
    public static async Task<string> Said(Task<Dictionary<string, string>> answer) =>
        (await answer).GetValueOrDefault("ErrInfo") ?? (await answer).GetValueOrDefault("Status") ?? "";

    public static Func<Simulated, Order, Task<string>> Saying(string api, params (string Name, string Value)[] more) => (s, order) => Said(s.Operates(api, order, more));

    /// <summary>The one-shot payment request, with some of its fields replaced.</summary>
    public static Func<Simulated, Order, Task<string>> Requesting(string returnUrl = "http://127.0.0.1/r", string itemName = "Mug") =>
        Saying("ExecTranRecruit", ("RetURL", returnUrl), ("ItemName", itemName));

    public static Func<Simulated, Order, Task<string>> SigningUpFor(string chargeDay) =>
        Saying("ExecTranRecruitContinuance", ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"), ("ChargeDay", chargeDay), ("FirstMonthFreeFlag", "0"));

    /// <summary>A value that SearchTradeMulti answers.</summary>
    public static Func<Simulated, Order, Task<string>> Held(string key) => async (s, order) => (await s.Looks(order))[key];

    /// <summary>Something of the last form that the browser, or the gateway itself, posted to the shop.</summary>
    public static Func<Simulated, Order, Task<string>> Posted(string path, Func<Dictionary<string, string>, string> what) =>
        (s, order) => Task.FromResult(what(s.Received(path, order.OrderId)[^1]));

    /// <summary>The statuses that the shop was notified of.</summary>
    public static Task<string> Told(Simulated s, Order order) =>
        Task.FromResult(string.Join(',', s.Received("/notify", order.OrderId).Select(told => told["Status"] + told.GetValueOrDefault("ContinuanceMonth"))));
}
