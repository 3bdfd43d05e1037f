#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>Each planted bug misbehaves where the demo shop does not, so that the check has something to find.</summary>
public sealed class PlantedBugTests
{
    [Fact]
    public void Bugs_are_numbered_from_1_to_40() => Assert.Equal(Enumerable.Range(1, 40), PlantedBug.All.Select(bug => bug.Number));

    // 17, 29 and 37 are seen in the calls only, 14 and 15 in the replies.
    [Theory]
    [InlineData(1,  "success", "return Status=AUTH",                             "paying",     "paid")]
    [InlineData(2,  "success", "notify Status=AUTH",                             "paying",     "paid")]
    [InlineData(3,  "success", "notify Amount=1 Tax=0",                          "paying 2640", "paid 1")]
    [InlineData(4,  "success", "notify ShopID=somebody",                         "paying",     "paid")]
    [InlineData(5,  "success", "notify AccessID=00000000000000000000000000000000", "paying",   "paid")]
    [InlineData(6,  "success", "notify OrderID=OTHER-1",                         "orders=1",   "orders=3")]
    [InlineData(7,  "success", "approve; return; jobs",                          "parcels=0",  "parcels=2")]
    [InlineData(8,  "notification-omitted-for-ever", "approve; thrice; jobs",    "parcels=0",  "parcels=2")]
    [InlineData(9,  "success", "approve; restart; notify",                       "parcels=0",  "parcels=2")]
    [InlineData(10, "only-the-notification", "PT0S; jobs; play; PT1H; jobs",      "paid",       "paying")]
    [InlineData(11, "success", "approve; jobs; ship; notify",                    "delivered",  "paid")]
    [InlineData(12, "success", "approve; restart; PT1H; jobs",                   "paid",       "paying")]
    [InlineData(13, "success", "PT0S; jobs; break; approve; mend; PT2H; jobs",   "paid",       "paying")]
    [InlineData(14, "success", "notify",                                         "reply=200 0", "reply=200 OK")]
    [InlineData(15, "success", "notify",                                         "reply=200 0", "reply=200 <html>")]
    [InlineData(16, "success", "notify; notify",                                 "reply=200 0", "reply=500")]
    [InlineData(18, "neither-notification-nor-browser", "PT0S; jobs; approve; P1D; jobs", "paid", "paying")]
    [InlineData(19, "notification-a-day-late", "approve; P1D; jobs; PT1H; jobs", "paid",       "cancelled")]
    [InlineData(20, "success", "notify Status=REQSUCCESS; jobs",                 "paying",     "paid")]
    [InlineData(21, "success", "notify Status=REQSUCCESS",                       "paying",     "paid")]
    [InlineData(22, "success", "P1D; jobs",                                      "expired",    "paid")]
    [InlineData(23, "success", "cancel; jobs",                                   "failed",     "paying")]
    [InlineData(24, "points-only", "play; jobs",                                 "paid",       "paying")]
    [InlineData(25, "consumer-pays-partly-by-points", "play; jobs",              "paid",       "paying")]
    [InlineData(26, "success", "cancel; jobs; again",                            "paying",     "failed")]
    [InlineData(27, "registration-answer-lost", "",                              "paying",     "failed")]
    [InlineData(28, "request-answer-lost", "",                                   "orders=1",   "orders=5")]
    [InlineData(30, "sale-answer-dropped", "approve; jobs; ship",                "parcels=1",  "parcels=0")]
    [InlineData(31, "success", "approve; jobs; P61D; ship",                      "parcels=0",  "parcels=1")]
    [InlineData(32, "success", "approve; jobs; P61D; ship",                      "parcels=0",  "parcels=1")]
    [InlineData(33, "cancel-answer-lost", "approve; jobs; ship; cancelled",      "refunded=2640", "refunded=5280")]
    [InlineData(34, "success", "approve; jobs; reprice 1100; ship",              "SALES 1100", "SALES 2640")]
    [InlineData(35, "success", "approve; jobs; ship; P61D; jobs",                "SALES",      "AUTH")]
    [InlineData(36, "request-under-maintenance", "",                             "created",    "paying")]
    [InlineData(38, "success", "",                                               "readable=True", "readable=False")]
    [InlineData(39, "success", "return",                                         "reply=303",  "reply=404")]
    [InlineData(40, "success", "cancelled; approve; jobs",                       "cancelled",  "paid")]
    public async Task A_bug_shows_where_the_demo_shop_does_right(int number, string scenario, string steps, string good, string bad)
    {
        var bug = PlantedBug.All.Single(one => one.Number == number);
        Assert.Contains(bad, await Walk(bug.Plant, scenario, steps), StringComparison.Ordinal);
        Assert.Contains(good, await Walk(ShopHooks.Add, scenario, steps), StringComparison.Ordinal);
    }

    static async Task<string> Walk(Action<IServiceCollection> services, string scenario, string steps)
    {
        await using var simulated = await SimulatorFixture.StartDemoShop(
            services, settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");
        simulated.AllowsLoggedErrors = true;
        using var walk = new BugWalk(simulated);
        return await walk.Walk(scenario, steps);
    }
}
