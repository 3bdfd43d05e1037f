using System.Globalization;
using System.Xml;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Merchants;

/// <summary>Six good shops play every scenario of a purchase, and their orders end in the gateway's state.</summary>
public sealed class GoodShopTests(GoodShopFixture shared) : IClassFixture<GoodShopFixture>
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly ScriptLine[] DefaultScript = [new("ExecTranRecruit", null, null), new("play", null, null)];

    // All of them with KANTANSIM_SHOPS=all. Otherwise each shop plays the usual scenarios, and every third of the others: each scenario is
    // played at two shops.
    public static TheoryData<string, string> StylesAndScenarios
    {
        get
        {
            var playsAll = Environment.GetEnvironmentVariable("KANTANSIM_SHOPS") == "all";
            var rows = new TheoryData<string, string>();
            foreach (var (number, scenario) in RepositoryScenarios.Library.Scenarios.Where(one => one.Folder != "recurring").Index())
                foreach (var (index, style) in ShopStyle.All.Index())
                    if (playsAll || scenario.Folder.Length == 0 || (index + number) % 3 == 0) rows.Add(style.Name, scenario.Name);
            return rows;
        }
    }

    [Theory, MemberData(nameof(StylesAndScenarios))]
    public async Task A_good_shop_agrees_with_the_gateway_at_the_end(string style, string name)
    {
        await using var visit = await shared.Visit(style);
        await visit.Arm(name);
        var scenario = RepositoryScenarios.Library.Find(name)!;
        foreach (var line in scenario.Script.Count == 0 ? DefaultScript : scenario.Script) await Play(visit, line);
        await visit.Pass(Day);
        await visit.AssertAgrees(shared.Simulated);
        if (visit.Order.State == ShopOrderState.Paid)
        {
            await visit.Own(visit.Shop.Ship);
            await visit.Pass(Day);
            await visit.AssertAgrees(shared.Simulated);
        }
        await visit.AssertNoFindings(shared.Simulated);
    }

    // The shop registers and requests in one step, and searches when it has a reason to.
    static Task Play(ShopVisit visit, ScriptLine line) => line.Do switch
    {
        "EntryTranRecruit" or "SearchTradeMulti" => Task.CompletedTask,
        "ExecTranRecruit" => visit.Buy(),
        "RecruitSales" => visit.Own(visit.Shop.Ship),
        "RecruitCancel" => visit.Own(visit.Shop.Cancel),
        "RecruitChange" => visit.Own(id => visit.Shop.Reprice(id, int.Parse(line.Value!, CultureInfo.InvariantCulture))),
        "advance" => visit.Pass(XmlConvert.ToTimeSpan(line.Value!)),
        _ => visit.Consume(line.Do),
    };
}
