using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Clocks;
using KantanSim.Operations;
using KantanSim.Storage;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Arms: for which shop they are, when they expire, and their IDs.</summary>
public sealed class ArmTests
{
    const string Other = "desk1";

    static readonly DateTimeOffset Start = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Arm_without_a_shop_is_for_the_only_shop()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(TestOrder.FirstShop, (await simulated.Arm(new { scenario = "cancel" })).ShopId);
        await simulated.AddsShop(Other);
        Assert.Equal("success", await Registered(simulated, Other));
        Assert.Equal("cancel", await Registered(simulated));
    }

    [Theory]
    [InlineData("""{"scenario":"cancel"}""", null,
        "one of desk1, tshop00000001, or \"*\" for any shop; it is required when there is more than one shop",
        "desk1、tshop00000001 のいずれか、または \"*\"（すべてのショップ）。ショップが複数あるときは必須です")]
    [InlineData("""{"scenario":"cancel","shopId":"desk2"}""", "desk2", "one of desk1, tshop00000001, or \"*\" for any shop",
        "desk1、tshop00000001 のいずれか、または \"*\"（すべてのショップ）")]
    [InlineData("""{"scenario":"cancel","shopId":""}""", "", "one of desk1, tshop00000001, or \"*\" for any shop",
        "desk1、tshop00000001 のいずれか、または \"*\"（すべてのショップ）")]
    [InlineData("""{"scenario":"cancel","shopId":7}""", "7", "a text of up to 2048 characters", "2048文字以内")]
    public async Task Arm_of_several_shops_has_to_name_one_or_any(string json, string? value, string allowed, string japanese)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop(Other);
        Assert.Equal((value, allowed), await Refusal(simulated, json, "en"));
        Assert.Equal((value, japanese), await Refusal(simulated, json, "ja"));
        Assert.Empty(await simulated.ArmedScenarios());
    }

    [Fact]
    public async Task Arm_without_any_shop_has_to_be_for_any()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Delete, $"/shops/{TestOrder.FirstShop}");
        Assert.Equal(
            (null, "\"*\" for any shop; it is required when there is no shop"),
            await Refusal(simulated, """{"scenario":"cancel"}""", "en"));
        Assert.Equal("*", (await simulated.Arm(new { scenario = "cancel", shopId = "*" })).ShopId);
    }

    [Theory]
    [InlineData(10, "a1, a10, a2, a3, a4, a5, a6, a7, a8, a9, or")]
    [InlineData(12, "a1, a10, a11, a12, a2, a3, a4, a5, a6, a7 and 2 more, or")]
    public async Task Refusal_abbreviates_a_long_list_of_shops(int count, string listed)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Delete, $"/shops/{TestOrder.FirstShop}");
        for (var number = 1; number <= count; number++) await simulated.AddsShop($"a{number}");
        var (_, allowed) = await Refusal(simulated, """{"scenario":"cancel"}""", "en");
        Assert.StartsWith($"one of {listed} \"*\"", allowed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arm_of_any_shop_is_played_by_whichever_comes_first()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop(Other);
        await simulated.Arm(new { scenario = "cancel", shopId = "*" });
        Assert.Equal("cancel", await Registered(simulated, Other));
        Assert.Equal("success", await Registered(simulated));
    }

    [Theory]
    [InlineData(-1, "cancel")]
    [InlineData(0, "success")]
    public async Task Arm_is_played_before_it_expires_in_real_time_and_not_from_then_on(int ticks, string scenario)
    {
        await using var simulated = await SimulatorFixture.Start();
        var time = RealTimeOf(simulated);
        var arm = await simulated.Arm(new { scenario = "cancel", expiresIn = "PT1S" });
        Assert.Equal(Start.AddSeconds(1), arm.ExpiresAt);
        time.Now = Start.AddSeconds(1).AddTicks(ticks);
        Assert.Equal(scenario == "cancel" ? 1 : 0, (await simulated.ArmedScenarios()).Length);
        Assert.Equal(scenario, await Registered(simulated));
    }

    [Fact]
    public async Task Expired_arm_does_not_answer_a_call_before_the_registration()
    {
        await using var simulated = await SimulatorFixture.Start();
        var time = RealTimeOf(simulated);
        await simulated.Arm(new { scenario = "unavailable-three-times", expiresIn = "PT1S" });
        time.Now = Start.AddSeconds(1);
        Assert.Equal("success", await Registered(simulated));
    }

    [Fact]
    public async Task Arm_does_not_expire_in_simulated_time()
    {
        await using var simulated = await SimulatorFixture.Start();
        RealTimeOf(simulated);
        await simulated.Arm(new { scenario = "cancel", expiresIn = "PT1S" });
        await simulated.Advance("P1D");
        Assert.Equal("cancel", await Registered(simulated));
    }

    [Fact]
    public async Task Expired_arms_are_deleted_when_another_is_written()
    {
        await using var simulated = await SimulatorFixture.Start();
        var time = RealTimeOf(simulated);
        await simulated.Arm(new { scenario = "cancel", expiresIn = "PT1S" });
        time.Now = Start.AddSeconds(1);
        var other = await simulated.Arm(new { scenario = "timeout" });
        // The clock of the machine is set back: what was deleted does not return.
        time.Now = Start;
        Assert.Equal([other.Id], (await simulated.ArmedScenarios()).Select(arm => arm.Id));
    }

    [Fact]
    public async Task Expired_arm_is_not_found()
    {
        await using var simulated = await SimulatorFixture.Start();
        var time = RealTimeOf(simulated);
        var expired = await simulated.Arm(new { scenario = "cancel", expiresIn = "PT1S" });
        time.Now = Start.AddSeconds(1);
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Delete, $"/scenarios/armed/{expired.Id}")).Status);
    }

    [Theory]
    [InlineData("PT0S", false)]
    [InlineData("PT1S", true)]
    [InlineData("P30D", true)]
    [InlineData("P30DT1S", false)]
    [InlineData("tomorrow", false)]
    public async Task Life_of_an_arm_is_one_second_to_thirty_days(string expiresIn, bool isAllowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await simulated.CallApi(
            HttpMethod.Post, "/scenarios/arm", $$"""{"scenario":"cancel","expiresIn":"{{expiresIn}}"}""");
        Assert.Equal(isAllowed ? 201 : 400, (int)answer["http"]!);
        if (isAllowed) return;
        Assert.Equal(
            ("expiresIn", "an ISO 8601 duration from PT1S to P30D, such as PT1H or P30D"),
            ((string)answer["body"]!["errors"]![0]!["field"]!, (string)answer["body"]!["errors"]![0]!["allowed"]!));
    }

    [Fact]
    public async Task Ids_of_a_shop_do_not_depend_on_other_shops()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop(Other);
        string[] shops = ["*", Other, TestOrder.FirstShop, Other, "*"];
        var ids = new List<string>();
        foreach (var shopId in shops) ids.Add((await simulated.Arm(new { scenario = "cancel", shopId })).Id);
        Assert.Equal(["arm-any-1", "arm-desk1-1", "arm-tshop00000001-1", "arm-desk1-2", "arm-any-2"], ids);
        // Oldest first.
        Assert.Equal(ids, (await simulated.ArmedScenarios()).Select(arm => arm.Id));
    }

    [Fact]
    public async Task Id_is_not_used_again_after_the_arm_is_played_or_the_program_restarted()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-");
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.Arm(new { scenario = "cancel" });
            await Registered(simulated);
            Assert.Equal("arm-tshop00000001-2", (await simulated.Arm(new { scenario = "cancel" })).Id);
            await simulated.Send(HttpMethod.Delete, "/scenarios/armed");
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
            Assert.Equal("arm-tshop00000001-3", (await simulated.Arm(new { scenario = "cancel" })).Id);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Oldest_arm_is_played_first_however_many_there_were()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 9; number++) await simulated.Arm(new { scenario = "timeout" });
        await simulated.Send(HttpMethod.Delete, "/scenarios/armed/arm-tshop00000001-9");
        for (var number = 1; number <= 8; number++) await Registered(simulated);
        await simulated.Arm(new { scenario = "points-only" });
        await simulated.Arm(new { scenario = "cancel" });
        await simulated.Arm(new { scenario = "timeout", shopId = "*" });
        Assert.Equal("points-only", await Registered(simulated));
        Assert.Equal("cancel", await Registered(simulated));
        Assert.Equal("timeout", await Registered(simulated));
    }

    [Theory]
    [InlineData("DELETE", "/scenarios/armed", "")]
    [InlineData("DELETE", "/scenarios/armed?shopId=desk1", "tshop00000001 *")]
    [InlineData("DELETE", "/scenarios/armed?shopId=*", "desk1 tshop00000001")]
    [InlineData("DELETE", "/scenarios/armed/arm-desk1-1", "tshop00000001 *")]
    [InlineData("DELETE", "/scenarios/armed/arm-any-1", "desk1 tshop00000001")]
    [InlineData("DELETE", "/shops/desk1", "tshop00000001 *")]
    [InlineData("POST", "/reset", "tshop00000001 *", "desk1")]
    [InlineData("POST", "/reset", "desk1 tshop00000001 *", "*")]
    [InlineData("POST", "/reset", "")]
    public async Task Arms_are_deleted_one_by_one_by_shop_or_all(string verb, string path, string left, string? shopId = null)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop(Other);
        foreach (var shop in new[] { Other, TestOrder.FirstShop, "*" }) await simulated.Arm(new { scenario = "cancel", shopId = shop });
        await simulated.Send(new(verb), path, verb == "POST" ? new { shopId } : null);
        Assert.Equal(left, string.Join(' ', (await simulated.ArmedScenarios()).Select(arm => arm.ShopId)));
    }

    [Fact]
    public async Task Arm_of_a_shop_that_is_deleted_meanwhile_is_not_saved()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop(Other);
        using var gate = new ManualResetEventSlim();
        // Both wait for the same write: the shop exists when the arm is read, and not when it is saved.
        var blocked = simulated.GetService<Store>().Write(_ => gate.Wait());
        var deleted = simulated.GetService<ShopService>().Delete(Other);
        var armed = simulated.GetService<ArmService>().Add(JsonBodyReader.Parse("""{"scenario":"cancel","shopId":"desk1"}"""u8.ToArray()));
        gate.Set();
        await Task.WhenAll(blocked, deleted);
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => armed);
        Assert.Equal(("shopId", Other), (refusal.Problem.Errors![0].Field, refusal.Problem.Errors[0].Value));
        Assert.Empty(await simulated.ArmedScenarios());
    }

    static FixedTime RealTimeOf(SimulatorFixture simulated)
    {
        var time = new FixedTime(Start);
        simulated.GetService<RealTime>().Source = time;
        return time;
    }

    /// <returns>The scenario of a new payment.</returns>
    static async Task<string> Registered(SimulatorFixture simulated, string shop = TestOrder.FirstShop)
    {
        var count = (await simulated.Transactions("?limit=100")).Length;
        return (await simulated.TransactionOf(await simulated.RegisterPayment($"ARM-{count + 1}", shop: shop))).Scenario;
    }

    /// <returns>The value of shopId that was refused, and what is allowed.</returns>
    static async Task<(string? Value, string Allowed)> Refusal(SimulatorFixture simulated, string json, string language)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        var cancel = TestContext.Current.CancellationToken;
        using var answer = await http.PostAsync(new Uri($"{simulated.Url}/api/scenarios/arm"), content, cancel);
        Assert.Equal(400, (int)answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!;
        var error = Assert.Single(problem["errors"]!.AsArray())!;
        Assert.Equal("shopId", (string)error["field"]!);
        return ((string?)error["value"], (string)error["allowed"]!);
    }
}
