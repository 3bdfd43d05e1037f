using KantanSim.Clocks;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The forms that arm and disarm scenarios.</summary>
public sealed class ScenarioFormTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset End = Start.AddHours(1);

    [Fact]
    public async Task Arm_form_arms_for_the_given_shop_or_order_pattern()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<RealTime>().Source = new FixedTime(Start);
        var location = await ArmTwo(simulated);
        Assert.Equal("/scenarios/timeout?q=time&done=armed&what=timeout#armed", location);
        Assert.Equal(
            [
                new ArmedScenarioDto("arm-any-1", "cancel", 1, "*", "ABC-*", null, null),
                new ArmedScenarioDto("arm-tshop00000001-1", "timeout", 2, "tshop00000001", null, "step 9 once more", End),
            ],
            await simulated.ArmedScenarios());
    }

    [Fact]
    public async Task Disarm_form_removes_that_scenario_only_even_when_posted_twice()
    {
        await using var simulated = await SimulatorFixture.Start();
        await ArmTwo(simulated);
        await DeskResponse.Post(simulated, "/scenarios/disarm", ("id", "arm-tshop00000001-1"));
        await DeskResponse.Post(simulated, "/scenarios/disarm", ("id", "arm-tshop00000001-1"));
        Assert.Equal("arm-any-1", Assert.Single(await simulated.ArmedScenarios()).Id);
    }

    [Fact]
    public async Task Armed_scenario_is_played_by_the_next_matching_order_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        await ArmTwo(simulated);
        await simulated.Send(HttpMethod.Delete, "/scenarios/armed/arm-tshop00000001-1");
        Assert.Equal("cancel", (await simulated.TransactionOf(await simulated.RegisterPayment("ABC-1"))).Scenario);
        Assert.Equal("success", (await simulated.TransactionOf(await simulated.RegisterPayment("ABC-2"))).Scenario);
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Delete, "/scenarios/armed/arm-any-1")).Status);
    }

    [Fact]
    public async Task List_shows_who_waits_for_what_in_both_languages()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<RealTime>().Source = new FixedTime(Start);
        await ArmTwo(simulated);
        var english = (await DeskResponse.Get(simulated, "/scenarios?lang=en")).Text;
        Assert.Contains("cancel for the next payment · any shop · order ABC-* Disarm", english, StringComparison.Ordinal);
        Assert.Contains(
            "timeout for the next 2 payments · shop tshop00000001 · step 9 once more · until 2026-11-29 13:00:00 (real time, JST)",
            english, StringComparison.Ordinal);
        var japanese = (await DeskResponse.Get(simulated, "/scenarios?lang=ja")).Text;
        Assert.Contains("cancel 残り1件 · すべてのショップ · 注文ID ABC-*", japanese, StringComparison.Ordinal);
        Assert.Contains(
            "timeout 残り2件 · ショップ tshop00000001 · step 9 once more · 2026-11-29 13:00:00 まで（実時間、日本時間）",
            japanese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_preselects_the_only_shop_and_nothing_when_there_are_several()
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await simulated.Page("/scenarios/cancel");
        Assert.Contains("""<option value="tshop00000001" selected>tshop00000001</option>""", page, StringComparison.Ordinal);
        Assert.Contains("""<option value="*">any shop</option>""", page, StringComparison.Ordinal);
        await simulated.AddsShop("desk1");
        page = await simulated.Page("/scenarios/cancel");
        Assert.Contains("""<option value="">choose a shop</option>""", page, StringComparison.Ordinal);
        Assert.Contains("""<option value="desk1">desk1</option>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_suggests_shops_when_there_are_more_than_a_list_has_room_for()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 2; number <= 20; number++) await simulated.AddsShop($"desk{number}");
        Assert.Contains("<select class=\"input\" name=\"shopId\"", await simulated.Page("/scenarios/cancel"), StringComparison.Ordinal);
        await simulated.AddsShop("desk21");
        var page = await simulated.Page("/scenarios/cancel");
        Assert.Contains("<input class=\"input\" name=\"shopId\"", page, StringComparison.Ordinal);
        Assert.Contains("""<option value="desk21"></option>""", page, StringComparison.Ordinal);
        Assert.Contains("""<option value="*">any shop</option>""", page, StringComparison.Ordinal);
    }

    /// <returns>The redirect of the second form.</returns>
    static async Task<string> ArmTwo(SimulatorFixture simulated)
    {
        await DeskResponse.Post(simulated, "/scenarios/arm",
            ("scenario", "cancel"), ("page", ""), ("times", "1"), ("shopId", "*"), ("orderId", "ABC-*"),
            ("note", ""), ("expiresIn", ""));
        var second = await DeskResponse.Post(simulated, "/scenarios/arm?q=time&done=armed",
            ("scenario", "timeout"), ("page", "one"), ("times", "2"), ("shopId", "tshop00000001"), ("orderId", ""),
            ("note", "step 9 once more"), ("expiresIn", "PT1H"));
        return second.Location;
    }
}
