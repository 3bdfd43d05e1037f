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

    public static MatrixTheoryData<string, string> StylesAndScenarios => new(
        ShopStyle.All.Select(style => style.Name),
        RepositoryScenarios.Library.Scenarios.Where(scenario => scenario.Folder != "recurring").Select(scenario => scenario.Name));

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
