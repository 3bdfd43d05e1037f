using System.Net;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using KantanSim.Wallet;
using KantanSim.Wire;

namespace KantanSim.Tests.Gateway;

/// <summary>How to make the simulator answer an error code.</summary>
/// <param name="Run">
/// Takes the simulator and an id for an order, a shop or a member that no other recipe uses. Returns a text that contains the code.
/// </param>
/// <param name="OwnSettings">The settings of a simulator of its own, needed to move the clock; null to share one.</param>
internal sealed record Recipe(Func<SimulatorFixture, string, Task<string>> Run, params string[]? OwnSettings);

/// <summary>A recipe for every code that a call, a browser or the clock can cause.</summary>
internal static class EveryCodeRecipes
{
    static readonly Dictionary<string, Recipe> Listed = new()
    {
        ["E00000000"] = Shared(async (s, id) =>
        {
            await s.CallApi(HttpMethod.Post, $"/shops/{await s.AddsShop(id)}/connectivity-test");
            return string.Join(',', s.Received("/notify").Select(notification => notification["ErrInfo"]));
        }),
        ["E11010017"] = After("P181D", "RecruitSales", "AUTH"),
        ["E31500014"] = Shared(async (s, _) => await Text(await s.Get("/payment/EntryTranRecruit.idPass"))),
        ["E61020001"] = Shared((s, id) => RegisterWithContract(s, id, "Pending")),
        ["E61030001"] = Shared((s, id) => RegisterWithContract(s, id, "None")),
        ["E91099996"] = Shared(async (s, _) => await Text(await s.Post("/payment/EntryTranRecruit.idPass", ("ShopID", new('a', 70_000))))),
        ["E91099997"] = Shared((s, id) => ErrInfo(s.CallOperation("RecruitNothing", new(id, "", "")))),
        ["E92000001"] = new((s, id) => CallTwice(s, id, TestOrder.FirstShop), "--KantanSim:Protocol:ConcurrentCalls=1"),
        ["E92000002"] = Shared(async (s, id) => await CallTwice(s, id, await s.AddsShop(id, ("ConcurrentCallsPerShop", "1")))),
        ["M01002002"] = Shared((s, id) => ErrInfo(s.Call(
            "SearchTradeMulti", null, ("ShopID", "tshop00000001"), ("ShopPass", "other"), ("OrderID", id), ("PayType", "24")))),
        ["M01004002"] = Shared((s, id) => ErrInfo(s.SearchTrade(new(id, "", "")))),
        ["M01004010"] = Shared(async (s, id) => await ErrInfo(Register(s, (await s.RegisterPayment(id)).OrderId, TestOrder.FirstShop))),
        ["M01004014"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "ExecTranRecruit", await s.RequestPayment(id), ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug")))),
        ["M01051011"] = Shared(async (s, id) => await ErrInfo(s.SearchTrade(await s.RegisterPayment(id), "99"))),
        ["M01054004"] = Shared(async (s, id) => await ErrInfo(s.CallOperation("RecruitSales", await s.RegisterPayment(id)))),
        ["M01058002"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "RecruitSales", await s.RegisterPayment(id) with { AccessPass = new('0', 32) }))),
        ["M01058010"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "RecruitSales", await s.RegisterPayment(id) with { ShopId = await s.AddsShop(id) }))),
        ["M01060010"] = After("P61D", "RecruitSales", "AUTH"),
        ["M01233011"] = After("P181D", "RecruitCancel", "CAPTURE"),
        ["M01234010"] = Shared(async (s, id) => await ErrInfo(s.CallOperation("RecruitChange", await s.Pay(id), ("Amount", "1001")))),
        ["M01235010"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "RecruitChange", await s.Pay(id, shop: await s.AddsShop(id, ("ChangeClosed", "00:00-23:59"))), ("Amount", "999")))),
        ["M01236002"] = Shared(async (s, id) => await ErrInfo(s.CallOperation("RecruitUpdateAuth", await s.Pay(id, "CAPTURE")))),
        ["M01237011"] = After("P61D", "RecruitUpdateAuth", "AUTH"),
        ["M01254002"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "RecruitContinuanceChargeCancel", await s.Subscribes(id, free: "1"), ("ContinuanceMonth", "209912")))),
        ["M01255011"] = new(async (s, id) =>
        {
            var order = await s.Subscribes(id);
            await s.Advance("P31D");
            return await ErrInfo(s.CallOperation("RecruitContinuanceChargeCancel", order, ("ContinuanceMonth", "202601")));
        }, []),
        ["M01257010"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "RecruitContinuanceChange", await s.Subscribes(id, free: "1"), ("Amount", "9999999"), ("Tax", "1")))),
        ["RC1000001"] = Shared(async (s, id) => await StartPage(s, await s.RegisterPayment(id), "RecruitStart")),
        ["RC1000002"] = new(async (s, id) => await ExpiredStartPage(s, await s.RequestPayment(id), "RecruitStart"), []),
        ["RC1000003"] = Shared(async (s, id) => await StartPage(s, await s.Pay(id), "RecruitStart")),
        ["RC1000005"] = Shared((s, id) => StartPage(s, new(id, "x", ""), "RecruitStart")),
        ["RC1000006"] = Shared((s, id) => StartPage(s, new(id, new('0', 32), ""), "RecruitStart")),
        ["RC1000007"] = Shared(async (s, id) => await StartPage(s, await s.RequestPayment(id) with { Token = "forged" }, "RecruitStart")),
        ["RC1000008"] = Shared(async (s, id) => await TimelineAfterSecondDecision(s, await s.Pay(id))),
        ["RC1000009"] = Shared(async (s, id) => await ErrInfoAfter(s, await s.RequestPayment(id), """{"action":"cancel"}""")),
        ["RC1000111"] = Shared(async (s, id) => await ErrInfo(s.CallOperation(
            "RecruitChange", await s.Pay(id, how: ""","member":"hanako","points":"all" """), ("Amount", "999")))),
        ["RC1000112"] = Shared(async (s, id) => await ErrInfoAfter(
            s, await s.RequestPayment(id), """{"action":"approve","member":"sakura"}""")),
        ["RC3000001"] = Shared(async (s, id) => await StartPage(s, await s.RegisterContract(id), "RecruitContinuanceStart")),
        ["RC3000002"] = new(async (s, id) => await ExpiredStartPage(s, await s.RequestContract(id), "RecruitContinuanceStart"), []),
        ["RC3000003"] = Shared(async (s, id) => await StartPage(s, await s.Subscribes(id), "RecruitContinuanceStart")),
        ["RC3000005"] = Shared((s, id) => StartPage(s, new(id, "x", ""), "RecruitContinuanceStart")),
        ["RC3000006"] = Shared((s, id) => StartPage(s, new(id, new('0', 32), ""), "RecruitContinuanceStart")),
        ["RC3000007"] = Shared(async (s, id) => await StartPage(
            s, await s.RequestContract(id) with { Token = "forged" }, "RecruitContinuanceStart")),
        ["RC3000008"] = Shared(async (s, id) => await TimelineAfterSecondDecision(s, await s.Subscribes(id))),
        ["RC3000009"] = Shared(async (s, id) => await ErrInfoAfter(s, await s.RequestContract(id), """{"action":"cancel"}""")),
        ["RC3000113"] = new((s, id) => FirstChargeErrInfo(s, id, DeclineCard), []),
        ["RC3000114"] = new((s, id) => FirstChargeErrInfo(s, id, DeclineCard, ("ForcedEndAfterFailures", "1")), []),
        ["RC3000115"] = new((s, id) => FirstChargeErrInfo(s, id, EndContract), []),
    };

    public static IReadOnlyDictionary<string, Recipe> All { get; } = new Dictionary<string, Recipe>([.. Listed, .. OfFieldChecks()]);

    // For the codes of a field's checks: calls the first operation that has the field with a value that the check refuses.
    static IEnumerable<KeyValuePair<string, Recipe>> OfFieldChecks() => EveryOperation.All
        .SelectMany(operation => operation.Rules().SelectMany(rule => rule.Codes.Select(code => (operation, rule, code))))
        .DistinctBy(row => row.code)
        .Select(row => KeyValuePair.Create(row.code.Info, OfFieldCheck(row.operation, row.rule, row.code)));

    static Recipe OfFieldCheck(Operation operation, FieldRule wrong, ErrorCode code) => Shared(async (s, id) =>
    {
        var value = code == wrong.MissingError ? "" : BadValues.For(code).First();
        var fields = operation.Call(await operation.OrderFor(s, id), rule => rule == wrong ? value : null);
        return await ErrInfo(s.Call(operation.Api, null, fields));
    });

    static Recipe Shared(Func<SimulatorFixture, string, Task<string>> run) => new(run, null);

    // Calls an operation long after the payment.
    static Recipe After(string by, string api, string jobCd) => new(async (s, id) =>
    {
        var order = await s.Pay(id, jobCd);
        await s.Advance(by);
        return await ErrInfo(s.CallOperation(api, order));
    }, []);

    static async Task<string> ErrInfo(Task<Dictionary<string, string>> answer) => (await answer)["ErrInfo"];

    static async Task<string> Text(HttpResponseMessage answer)
    {
        using (answer) return Cp932.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    static Task<Dictionary<string, string>> Register(SimulatorFixture s, string orderId, string shop) => s.Call(
        "EntryTranRecruit", null,
        ("ShopID", shop), ("ShopPass", "kantansim1"), ("OrderID", orderId), ("JobCd", "AUTH"), ("Amount", "1000"));

    static async Task<string> RegisterWithContract(SimulatorFixture s, string id, string contract)
    {
        await s.CallApi(HttpMethod.Post, "/shops", $$"""{"shopId":"{{id}}","recruit":"{{contract}}"}""");
        return await ErrInfo(Register(s, id, id));
    }

    // Two calls while the store is busy: one waits for the store, the other is refused at once.
    static async Task<string> CallTwice(SimulatorFixture s, string id, string shop)
    {
        using var end = new ManualResetEventSlim();
        var busy = s.GetService<Store>().Write(_ => end.Wait());
        try
        {
            return await ErrInfo(await Task.WhenAny(Register(s, $"{id}-1", shop), Register(s, $"{id}-2", shop)).WithHangGuard());
        }
        finally
        {
            end.Set();
            await busy;
        }
    }

    // What StartURL shows: an error page, or the form that returns to the shop.
    static async Task<string> StartPage(SimulatorFixture s, TestOrder order, string api)
    {
        var answer = await s.OpenStartUrl(order, api);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Text(answer);
    }

    static async Task<string> ExpiredStartPage(SimulatorFixture s, TestOrder order, string api)
    {
        await s.Advance("PT121S");
        Assert.Equal("EXPIRED", (string?)(await s.Transaction(order))["status"]);
        return await StartPage(s, order, api);
    }

    static async Task<string> ErrInfoAfter(SimulatorFixture s, TestOrder order, string how)
    {
        await s.PostConsumerAction(order, how);
        return (string)(await s.Transaction(order))["errInfo"]!;
    }

    // The consumer cancels in a second wallet window that was opened before the first has paid.
    static async Task<string> TimelineAfterSecondDecision(SimulatorFixture s, TestOrder order)
    {
        await s.GetService<WalletService>().Cancel(order.AccessId);
        return (await s.Transaction(order))["timeline"]!.ToJsonString();
    }

    // The first charge of a contract, after something has happened to its member or card.
    static async Task<string> FirstChargeErrInfo(
        SimulatorFixture s, string id, Func<SimulatorFixture, TestOrder, Task> between, params (string, string)[] options)
    {
        await s.CallApi(HttpMethod.Put, $"/members/{id}", """{"cards":[{"id":"visa","label":"VISA"}]}""");
        var shop = await s.AddsShop(id, [("FirstCharge", "OnChargeDay"), .. options]);
        var order = await s.Subscribes(id, how: $",\"member\":\"{id}\"", shop: shop);
        await between(s, order);
        await s.Advance("P20D");
        return (string)(await s.Transaction(order))["contract"]!["charges"]![0]!["errInfo"]!;
    }

    static Task EndContract(SimulatorFixture s, TestOrder order) => s.GetService<WalletService>().EndContract(order.AccessId);

    static Task DeclineCard(SimulatorFixture s, TestOrder order) =>
        s.CallApi(HttpMethod.Put, $"/members/{order.OrderId}", """{"cards":[{"id":"visa","label":"VISA","declines":true}]}""");
}
