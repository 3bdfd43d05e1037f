using System.Text.RegularExpressions;
using KantanSim.DemoShop;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.DemoShop;

/// <summary>One simulator for the demo shop's purchases with all scenarios. The clock is set back for each.</summary>
public sealed class ShopOfEveryScenario : IAsyncLifetime
{
    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Simulated = await SimulatorFixture.Start(demoShop: true, settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();
}

/// <summary>The demo shop sells with every scenario, and its orders end in the gateway's state.</summary>
public sealed class ShopInEveryScenarioTests(ShopOfEveryScenario every) : IClassFixture<ShopOfEveryScenario>
{
    static readonly ScriptLine[] Default = [new("ExecTranRecruit", null, null), new("play", null, null)];

    public static TheoryData<string> Purchases => Names(isRecurring: false);

    public static TheoryData<string> Subscriptions => Names(isRecurring: true);

    [Theory, MemberData(nameof(Purchases))]
    public async Task A_purchase_ends_in_the_state_that_the_gateway_has(string name)
    {
        await every.Simulated.CallApi(HttpMethod.Put, "/clock", """{"mode":"manual","now":"2026-01-15T00:00:00Z"}""");
        await Agree(every.Simulated, name);
    }

    // The clock cannot be set back: the shop imports each day's charge file once. So each has a simulator.
    [Theory, MemberData(nameof(Subscriptions))]
    public async Task A_subscription_ends_in_the_state_and_months_that_the_gateway_has(string name)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");
        await Agree(simulated, name);
        var contract = (await simulated.CallApi(HttpMethod.Get, $"/transactions/{simulated.GetService<Orders>().All[0].AccessId}"))["body"]!["contract"];
        var charged = contract?["charges"]?.AsArray().Where(charge => (string?)charge!["status"] != "AUTH").Select(charge => $"{charge!["month"]} {charge["status"]} {charge["total"]}") ?? [];
        Assert.Equal(charged, simulated.GetService<Orders>().All[0].Months.Where(month => month.Status != BillingMonth.ToCome).Select(month => $"{month.YearMonth} {month.Status} {month.Total}"));
    }

    static async Task Agree(SimulatorFixture simulated, string name)
    {
        using var visit = new ShopVisit(simulated);
        var scenario = RepositoryScenarios.Library.Find(name)!;
        foreach (var line in scenario.Script.Count == 0 ? Default : scenario.Script) await Does(visit, scenario.Name, line);
        // Late notifications arrive, and the shop inquires about open orders by itself.
        await visit.Advances("P1D");
        await visit.Advances("PT0S");
        Assert.NotEqual("", visit.Order.AccessId);
        Assert.Equal(OrderStateMapping.FromGatewayStatus(await visit.Status()), visit.Order.State);
        await IsToldInJapanese(simulated, visit.Order.AccessId);
        if (scenario.Expect!.Status is { } status and not ("REQSUCCESS" or "UNPROCESSED")) Assert.Equal(status, await visit.Status());
    }

    // Every line of the timeline is translated.
    static async Task IsToldInJapanese(SimulatorFixture simulated, string accessId)
    {
        using var page = await simulated.Get($"/payments/{accessId}?lang=ja");
        var lines = Regex.Matches(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "href=\"#m\\d+\"( lang=\"en\")?>([^<]*)<").ToList();
        Assert.NotEmpty(lines);
        Assert.Empty(lines.Where(line => line.Groups[1].Success).Select(line => line.Groups[2].Value));
    }

    static TheoryData<string> Names(bool isRecurring) =>
        [.. RepositoryScenarios.Library.Scenarios.Where(scenario => scenario.Folder == "recurring" == isRecurring).Select(scenario => scenario.Name)];

    static Task Does(ShopVisit visit, string scenario, ScriptLine line) => line.Do switch
    {
        // The shop registers and requests in one step. After a failure the customer tries again.
        "EntryTranRecruit" or "EntryTranRecruitContinuance" => Task.CompletedTask,
        "ExecTranRecruit" or "ExecTranRecruitContinuance" when visit.OrderId.Length == 0 =>
            visit.Buys(line.Do == "ExecTranRecruit" ? "pot" : "tea", ("scenario", scenario)),
        "ExecTranRecruit" or "ExecTranRecruitContinuance" => visit.Order.State == OrderState.Created ? visit.Presses("again") : Task.CompletedTask,
        "SearchTradeMulti" => visit.Looks(),
        "RecruitSales" => visit.Presses("capture"),
        "RecruitCancel" or "RecruitContinuanceCancel" => visit.Presses("cancel"),
        "RecruitChange" or "RecruitContinuanceChange" => visit.Presses("change", ("amount", line.Value!)),
        "RecruitContinuanceChargeCancel" => visit.Presses("month", ("month", line.Value!)),
        "advance" => visit.Advances(line.Value!),
        _ => visit.Plays(line.Do),
    };
}
