using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Browser;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Evidence;

/// <summary>What a saved scenario cannot repeat is said in its comments.</summary>
public sealed class UnsavedPartTests(ReplayFixture fixture) : IClassFixture<ReplayFixture>
{
    [Fact]
    public async Task Origin_of_the_run_is_in_the_first_comment()
    {
        using var run = await fixture.PlayByHand("EntryTranRecruit; ExecTranRecruit; approve");
        var shop = (string)(await run.Transaction())["shopId"]!;
        Assert.Equal(
            $"# Saved from order ORDER-1 of shop {shop}, registered 2026-01-15 09:00:00 +09:00, "
                + "which played success (header X-KantanSim-Scenario).",
            (await Comments(run))[0]);
    }

    [Theory]
    [InlineData("method-pending-by-the-second-code", "ExecTranRecruit was answered with E92000001|E61020001:")]
    [InlineData("maintenance-at-night", "A rule depends on the time of day: the run began at 09:00 in Japan.")]
    [InlineData("charge-cancel-answer-lost", "The months are those of the run, which began on 2026-01-15.")]
    public async Task Scenario_that_depends_on_more_than_its_file_says_so(string scenario, string comment)
    {
        using var run = await fixture.Play(RepositoryScenarios.Library.Find(scenario)!);
        Assert.Contains(await Comments(run), line => line.Contains(comment, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consumer_who_has_not_decided_leaves_in_the_script()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("VISIT-1");
        await simulated.VisitOf(order);
        var yaml = await SavedRun.Yaml(simulated, order.AccessId, "x");
        const string comment = "# The consumer was at the wallet and has not decided: the script lets the consumer leave.";
        Assert.Contains(comment, yaml, StringComparison.Ordinal);
        Assert.Contains("then: leave", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_call_of_another_shop_is_left_out()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("OTHER-1");
        var other = await simulated.AddsShop("other1");
        var fields = order with { ShopId = other };
        Assert.Equal("M01058010", (await simulated.CallOperation("RecruitSales", fields))["ErrInfo"]);
        var yaml = await SavedRun.Yaml(simulated, order.AccessId, "x");
        Assert.Contains("# not saved: RecruitSales at ", yaml, StringComparison.Ordinal);
        Assert.Contains(", refused with M01058010: a script has only one shop.", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("do: RecruitSales", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protocol_options_of_the_shop_are_named()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("OWN-1", shop: await simulated.AddsShop("own1", ("PointsUnit", "100")));
        var yaml = await SavedRun.Yaml(simulated, order.AccessId, "x");
        Assert.Contains("# The shop had protocol options of its own: PointsUnit 100.", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_points_and_cancel_at_the_pages_are_saved()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("PAGES-1");
        var visit = await simulated.VisitOf(order);
        (await simulated.Post($"/recruit/pay/{visit}/sign-in", ("email", "hanako@example.com"), ("password", "password"))).Dispose();
        (await simulated.Post($"/recruit/pay/{visit}", ("do", "approve"), ("points", "some"), ("pointsSome", "70"))).Dispose();
        var yaml = await SavedRun.Yaml(simulated, order.AccessId, "x");
        Assert.Contains("then: { approve: { member: hanako, points: 70 } }\n    by: person", yaml, StringComparison.Ordinal);
    }

    async Task<List<string>> Comments(ScriptPlayer run)
    {
        var yaml = await SavedRun.Yaml(fixture.Simulated, run.AccessId, "x");
        return [.. yaml.Split('\n').Skip(1).TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal))];
    }
}
