using System.Text.RegularExpressions;
using KantanSim.DemoShop;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.DemoShop;

/// <summary>One simulator for the purchases with all scenarios. The clock is set back before each.</summary>
public sealed class EveryScenarioFixture : IAsyncLifetime
{
    internal SimulatorFixture Simulated { get; private set; } = null!;

    internal static Task<SimulatorFixture> Start() =>
        SimulatorFixture.Start(demoShop: true, settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");

    public async ValueTask InitializeAsync() => Simulated = await Start();

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();
}

/// <summary>The demo shop plays every scenario, and its orders end in the gateway's state.</summary>
public sealed class ShopInEveryScenarioTests(EveryScenarioFixture shared) : IClassFixture<EveryScenarioFixture>
{
    static readonly ScriptLine[] DefaultScript = [new("ExecTranRecruit", null, null), new("play", null, null)];

    public static TheoryData<string> Purchases => Names(isRecurring: false);

    public static TheoryData<string> Subscriptions => Names(isRecurring: true);

    [Theory, MemberData(nameof(Purchases))]
    public async Task A_purchase_ends_in_the_state_that_the_gateway_has(string name)
    {
        await shared.Simulated.CallApi(HttpMethod.Put, "/clock", """{"mode":"manual","now":"2026-01-15T00:00:00Z"}""");
        await PlayAndCompare(shared.Simulated, name);
    }

    // A simulator of its own, because the clock cannot be set back: the shop imports each day's charge file once.
    [Theory, MemberData(nameof(Subscriptions))]
    public async Task A_subscription_ends_in_the_state_and_months_that_the_gateway_has(string name)
    {
        await using var simulated = await EveryScenarioFixture.Start();
        await PlayAndCompare(simulated, name);
        var order = simulated.GetService<Orders>().All[0];
        Assert.Equal(await ChargedMonths(simulated, order.AccessId), ChargedMonths(order));
    }

    static async Task PlayAndCompare(SimulatorFixture simulated, string name)
    {
        using var visit = new ShopVisit(simulated);
        var scenario = RepositoryScenarios.Library.Find(name)!;
        foreach (var line in scenario.Script.Count == 0 ? DefaultScript : scenario.Script) await Play(visit, scenario.Name, line);
        // Late notifications arrive, and the shop inquires about open orders by itself.
        await visit.Advance("P1D");
        await visit.Advance("PT0S");
        Assert.NotEqual("", visit.Order.AccessId);
        var status = await visit.GatewayStatus();
        // The gateway keeps a registered payment whose request it has refused for good; the shop gives such an order up.
        var expectedState = name == "method-pending-by-the-second-code" ? OrderState.Failed : OrderStateMapping.FromGatewayStatus(status);
        Assert.Equal(expectedState, visit.Order.State);
        await AssertTimelineIsTranslated(simulated, visit.Order.AccessId);
        if (scenario.Expect!.Status is { } expected and not ("REQSUCCESS" or "UNPROCESSED")) Assert.Equal(expected, status);
    }

    static async Task AssertTimelineIsTranslated(SimulatorFixture simulated, string accessId)
    {
        using var page = await simulated.Get($"/payments/{accessId}?lang=ja");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var lines = Regex.Matches(html, "href=\"#m\\d+\"( lang=\"en\")?>([^<]*)<").ToList();
        Assert.NotEmpty(lines);
        Assert.Empty(lines.Where(line => line.Groups[1].Success).Select(line => line.Groups[2].Value));
    }

    static async Task<IEnumerable<string>> ChargedMonths(SimulatorFixture simulated, string accessId)
    {
        var contract = (await simulated.CallApi(HttpMethod.Get, $"/transactions/{accessId}"))["body"]!["contract"];
        var charges = contract?["charges"]?.AsArray().Where(charge => (string?)charge!["status"] != "AUTH") ?? [];
        return charges.Select(charge => $"{charge!["month"]} {charge["status"]} {charge["total"]}");
    }

    static IEnumerable<string> ChargedMonths(KantanSim.DemoShop.Order order) =>
        order.Months.Where(month => month.Status != BillingMonth.Scheduled)
            .Select(month => $"{month.YearMonth} {month.Status} {month.Total}");

    static TheoryData<string> Names(bool isRecurring)
    {
        var scenarios = RepositoryScenarios.Library.Scenarios.Where(scenario => scenario.Folder == "recurring" == isRecurring);
        return [.. scenarios.Select(scenario => scenario.Name)];
    }

    static Task Play(ShopVisit visit, string scenario, ScriptLine line) => line.Do switch
    {
        // The shop registers and requests in one step. After a failure the customer tries again.
        "EntryTranRecruit" or "EntryTranRecruitContinuance" => Task.CompletedTask,
        "ExecTranRecruit" or "ExecTranRecruitContinuance" => Request(visit, scenario, line.Do),
        "SearchTradeMulti" => visit.OpenOrder(),
        "RecruitSales" => visit.Press("capture"),
        "RecruitCancel" or "RecruitContinuanceCancel" => visit.Press("cancel"),
        "RecruitChange" or "RecruitContinuanceChange" => visit.Press("change", ("amount", line.Value!)),
        "RecruitContinuanceChargeCancel" => visit.Press("month", ("month", line.Value!)),
        "advance" => visit.Advance(line.Value!),
        _ => visit.ActAsConsumer(line.Do),
    };

    static Task Request(ShopVisit visit, string scenario, string api)
    {
        if (visit.OrderId.Length == 0) return visit.Buy(api == "ExecTranRecruit" ? "pot" : "tea", ("scenario", scenario));
        return visit.Order.State == OrderState.Created ? visit.Press("again") : Task.CompletedTask;
    }
}
