using System.Net;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wallet;
using KantanSim.Wire;

namespace KantanSim.Tests.Gateway;

/// <summary>How a code is got out of the simulator.</summary>
/// <param name="Run">Is given the simulator and an id that no other recipe uses: of an order, a shop or a member. Answers a text that has the code.</param>
/// <param name="Alone">Null: together with others; else in a simulator of its own with these settings, because the clock is moved.</param>
internal sealed record Recipe(Func<SimulatorFixture, string, Task<string>> Run, params string[]? Alone);

/// <summary>A recipe for every code that a call, a browser or the clock brings about.</summary>
internal static class EveryCodeRecipes
{
    static readonly Dictionary<string, Recipe> OwnWays = new()
    {
        ["E00000000"] = Now(async (s, id) =>
        {
            await s.CallApi(HttpMethod.Post, $"/shops/{await s.AddsShop(id)}/connectivity-test");
            return string.Join(',', s.Received("/notify").Select(told => told["ErrInfo"]));
        }),
        ["E11010017"] = Late("P181D", "RecruitSales", "AUTH"),
        ["E31500014"] = Now(async (s, _) => await Text(await s.Get("/payment/EntryTranRecruit.idPass"))),
        ["E61020001"] = Now((s, id) => OfShop(s, id, "Pending")),
        ["E61030001"] = Now((s, id) => OfShop(s, id, "None")),
        ["E91099996"] = Now(async (s, _) => await Text(await s.Post("/payment/EntryTranRecruit.idPass", ("ShopID", new('a', 70_000))))),
        ["E91099997"] = Now((s, id) => Told(s.CallOperation("RecruitNothing", new(id, "", "")))),
        ["E92000001"] = new((s, id) => Crowded(s, id, TestOrder.FirstShop), "--KantanSim:Protocol:ConcurrentCalls=1"),
        ["E92000002"] = Now(async (s, id) => await Crowded(s, id, await s.AddsShop(id, ("ConcurrentCallsPerShop", "1")))),
        ["M01002002"] = Now((s, id) => Told(s.Call("SearchTradeMulti", null, ("ShopID", "tshop00000001"), ("ShopPass", "other"), ("OrderID", id), ("PayType", "24")))),
        ["M01004002"] = Now((s, id) => Told(s.SearchTrade(new(id, "", "")))),
        ["M01004010"] = Now(async (s, id) => await Told(Enters(s, (await s.RegisterPayment(id)).OrderId, TestOrder.FirstShop))),
        ["M01004014"] = Now(async (s, id) => await Told(s.CallOperation("ExecTranRecruit", await s.RequestPayment(id), ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug")))),
        ["M01051011"] = Now(async (s, id) => await Told(s.SearchTrade(await s.RegisterPayment(id), "99"))),
        ["M01054004"] = Now(async (s, id) => await Told(s.CallOperation("RecruitSales", await s.RegisterPayment(id)))),
        ["M01058002"] = Now(async (s, id) => await Told(s.CallOperation("RecruitSales", await s.RegisterPayment(id) with { AccessPass = new('0', 32) }))),
        ["M01058010"] = Now(async (s, id) => await Told(s.CallOperation("RecruitSales", await s.RegisterPayment(id) with { ShopId = await s.AddsShop(id) }))),
        ["M01060010"] = Late("P61D", "RecruitSales", "AUTH"),
        ["M01233011"] = Late("P181D", "RecruitCancel", "CAPTURE"),
        ["M01234010"] = Now(async (s, id) => await Told(s.CallOperation("RecruitChange", await s.Pay(id), ("Amount", "1001")))),
        ["M01235010"] = Now(async (s, id) => await Told(s.CallOperation("RecruitChange", await s.Pay(id, shop: await s.AddsShop(id, ("ChangeClosed", "00:00-23:59"))), ("Amount", "999")))),
        ["M01236002"] = Now(async (s, id) => await Told(s.CallOperation("RecruitUpdateAuth", await s.Pay(id, "CAPTURE")))),
        ["M01237011"] = Late("P61D", "RecruitUpdateAuth", "AUTH"),
        ["M01254002"] = Now(async (s, id) => await Told(s.CallOperation("RecruitContinuanceChargeCancel", await s.Subscribes(id, free: "1"), ("ContinuanceMonth", "209912")))),
        ["M01255011"] = new(async (s, id) =>
        {
            var order = await s.Subscribes(id);
            await s.Advance("P31D");
            return await Told(s.CallOperation("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202601")));
        }, []),
        ["M01257010"] = Now(async (s, id) => await Told(s.CallOperation("RecruitContinuanceChange", await s.Subscribes(id, free: "1"), ("Amount", "9999999"), ("Tax", "1")))),
        ["RC1000001"] = Now(async (s, id) => await Page(s, await s.RegisterPayment(id), "RecruitStart")),
        ["RC1000002"] = new(async (s, id) => await Expired(s, await s.RequestPayment(id), "RecruitStart"), []),
        ["RC1000003"] = Now(async (s, id) => await Page(s, await s.Pay(id), "RecruitStart")),
        ["RC1000005"] = Now((s, id) => Page(s, new(id, "x", ""), "RecruitStart")),
        ["RC1000006"] = Now((s, id) => Page(s, new(id, new('0', 32), ""), "RecruitStart")),
        ["RC1000007"] = Now(async (s, id) => await Page(s, await s.RequestPayment(id) with { Token = "forged" }, "RecruitStart")),
        ["RC1000008"] = Now(async (s, id) => await ResultTooLate(s, await s.Pay(id))),
        ["RC1000009"] = Now(async (s, id) => await Ends(s, await s.RequestPayment(id), """{"action":"cancel"}""")),
        ["RC1000111"] = Now(async (s, id) => await Told(s.CallOperation("RecruitChange", await s.Pay(id, how: ""","member":"hanako","points":"all" """), ("Amount", "999")))),
        ["RC1000112"] = Now(async (s, id) => await Ends(s, await s.RequestPayment(id), """{"action":"approve","member":"sakura"}""")),
        ["RC3000001"] = Now(async (s, id) => await Page(s, await s.RegisterContract(id), "RecruitContinuanceStart")),
        ["RC3000002"] = new(async (s, id) => await Expired(s, await s.RequestContract(id), "RecruitContinuanceStart"), []),
        ["RC3000003"] = Now(async (s, id) => await Page(s, await s.Subscribes(id), "RecruitContinuanceStart")),
        ["RC3000005"] = Now((s, id) => Page(s, new(id, "x", ""), "RecruitContinuanceStart")),
        ["RC3000006"] = Now((s, id) => Page(s, new(id, new('0', 32), ""), "RecruitContinuanceStart")),
        ["RC3000007"] = Now(async (s, id) => await Page(s, await s.RequestContract(id) with { Token = "forged" }, "RecruitContinuanceStart")),
        ["RC3000008"] = Now(async (s, id) => await ResultTooLate(s, await s.Subscribes(id))),
        ["RC3000009"] = Now(async (s, id) => await Ends(s, await s.RequestContract(id), """{"action":"cancel"}""")),
        ["RC3000113"] = new((s, id) => Charged(s, id, Declines), []),
        ["RC3000114"] = new((s, id) => Charged(s, id, Declines, ("ForcedEndAfterFailures", "1")), []),
        ["RC3000115"] = new((s, id) => Charged(s, id, (simulated, order) => simulated.GetService<WalletService>().EndContract(order.AccessId)), []),
    };

    public static IReadOnlyDictionary<string, Recipe> All { get; } = new Dictionary<string, Recipe>([.. OwnWays, .. ByFields()]);

    // A code of a field's rule: the first operation that has the field is called with a value that it refuses.
    static IEnumerable<KeyValuePair<string, Recipe>> ByFields() => EveryOperation.All
        .SelectMany(operation => operation.Rules().SelectMany(rule => rule.Codes.Select(code => (operation, rule, code)))).DistinctBy(one => one.code)
        .Select(one => KeyValuePair.Create(one.code.Info, Now(async (s, id) => await Told(s.Call(one.operation.Api, null, one.operation.Call(
            await one.operation.OrderFor(s, id), rule => rule != one.rule ? null : one.code == rule.MissingError ? "" : BadValues.For(one.code).First()))))));

    static Recipe Now(Func<SimulatorFixture, string, Task<string>> run) => new(run, null);

    // An operation long after the payment.
    static Recipe Late(string by, string api, string jobCd) => new(async (s, id) =>
    {
        var order = await s.Pay(id, jobCd);
        await s.Advance(by);
        return await Told(s.CallOperation(api, order));
    }, []);

    static async Task<string> Told(Task<Dictionary<string, string>> answer) => (await answer)["ErrInfo"];

    static async Task<string> Text(HttpResponseMessage answer)
    {
        using (answer) return Cp932.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    static Task<Dictionary<string, string>> Enters(SimulatorFixture s, string orderId, string shop) =>
        s.Call("EntryTranRecruit", null, ("ShopID", shop), ("ShopPass", "kantansim1"), ("OrderID", orderId), ("JobCd", "AUTH"), ("Amount", "1000"));

    static async Task<string> OfShop(SimulatorFixture s, string id, string contract)
    {
        await s.CallApi(HttpMethod.Post, "/shops", $$"""{"shopId":"{{id}}","recruit":"{{contract}}"}""");
        return await Told(Enters(s, id, id));
    }

    // Of two calls that meet a database that is busy, one waits for it and the other is refused at once.
    static async Task<string> Crowded(SimulatorFixture s, string id, string shop)
    {
        using var gate = new ManualResetEventSlim();
        var held = s.GetService<Store>().Write(_ => gate.Wait());
        try
        {
            return await Told(await Task.WhenAny(Enters(s, $"{id}-1", shop), Enters(s, $"{id}-2", shop)).WithHangGuard());
        }
        finally
        {
            gate.Set();
            await held;
        }
    }

    // What the browser is shown at StartURL: a page of the gateway's, or the form that takes it back to the shop.
    static async Task<string> Page(SimulatorFixture s, TestOrder order, string api)
    {
        var answer = await s.OpenStartUrl(order, api);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Text(answer);
    }

    static async Task<string> Expired(SimulatorFixture s, TestOrder order, string api)
    {
        await s.Advance("PT121S");
        Assert.Equal("EXPIRED", (string?)(await s.Transaction(order))["status"]);
        return await Page(s, order, api);
    }

    static async Task<string> Ends(SimulatorFixture s, TestOrder order, string how)
    {
        await s.PostConsumerAction(order, how);
        return (string)(await s.Transaction(order))["errInfo"]!;
    }

    // Two windows at the wallet: the pages of the slower one are shown before the other has decided.
    static async Task<string> ResultTooLate(SimulatorFixture s, TestOrder order)
    {
        await s.GetService<WalletService>().Cancel(order.AccessId);
        return (await s.Transaction(order))["timeline"]!.ToJsonString();
    }

    // A contract whose member or card does something between the sign-up and the first charge.
    static async Task<string> Charged(SimulatorFixture s, string id, Func<SimulatorFixture, TestOrder, Task> between, params (string, string)[] choices)
    {
        await s.CallApi(HttpMethod.Put, $"/members/{id}", """{"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await s.Subscribes(id, how: $",\"member\":\"{id}\"", shop: await s.AddsShop(id, [("FirstCharge", "OnChargeDay"), .. choices]));
        await between(s, order);
        await s.Advance("P20D");
        return (string)(await s.Transaction(order))["contract"]!["charges"]![0]!["errInfo"]!;
    }

    static Task Declines(SimulatorFixture s, TestOrder order) =>
        s.CallApi(HttpMethod.Put, $"/members/{order.OrderId}", """{"cards":[{"id":"visa","label":"VISA","declines":true}]}""");
}
