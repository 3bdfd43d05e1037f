using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Snapshots;

/// <summary>The control API's calls for snapshots.</summary>
public sealed class SnapshotApiTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Snapshot_is_listed_with_its_counts_and_times()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Pay("LIST-1");
        await Take(simulated, new { name = "one", shopId = TestOrder.FirstShop });
        await Take(simulated, new { name = "All.2" });
        var list = await List(simulated);
        Assert.Equal(
            [("All.2", null, 1, 3), ("one", TestOrder.FirstShop, 1, 3)],
            list.Select(one => (one.Name, one.ShopId, one.Payments!.Value, one.Notifications!.Value)));
        Assert.All(list, one => Assert.Equal((Start, null), (one.Simulated, one.Fault)));
        Assert.All(list, one => Assert.True(one.Bytes > 1_000 && one.Jobs > 0));
        Assert.Equal(list[1], await simulated.Read<SnapshotDto>("/snapshots/ONE"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("A-b_c.9")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task Name_of_letters_digits_and_marks_is_accepted(string name)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(name, (await Take(simulated, new { name })).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("日本")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task Other_name_is_refused_with_what_is_allowed(string name)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/snapshots", new { name });
        Assert.Equal(400, problem.Status);
        Assert.Contains("1 to 64 letters, digits, -, _ and .", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(await List(simulated));
    }

    [Fact]
    public async Task Existing_name_is_refused_in_any_case_unless_it_is_to_be_replaced()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Take(simulated, new { name = "Base" });
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/snapshots", new { name = "bASE" });
        Assert.Equal(409, problem.Status);
        Assert.Contains("\"replace\":true", problem.Detail, StringComparison.Ordinal);
        await simulated.RegisterPayment("REPLACE-1");
        await Take(simulated, new { name = "bASE", replace = true });
        Assert.Equal(("Base", 1), (Assert.Single(await List(simulated)).Name, (await List(simulated))[0].Payments));
    }

    [Theory]
    [InlineData("POST", "/snapshots/none/restore")]
    [InlineData("DELETE", "/snapshots/none")]
    [InlineData("GET", "/snapshots/none")]
    [InlineData("POST", "/snapshots")]
    public async Task Unknown_snapshot_or_shop_is_not_found(string verb, string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        object? body = path == "/snapshots" ? new { name = "a", shopId = "none" } : null;
        Assert.Equal(404, (await simulated.ProblemOf(new(verb), path, body)).Status);
    }

    [Fact]
    public async Task Deleted_snapshot_is_gone()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Take(simulated, new { name = "gone" });
        await Take(simulated, new { name = "kept" });
        await simulated.Send(HttpMethod.Delete, "/snapshots/GONE");
        Assert.Equal(["kept"], (await List(simulated)).Select(one => one.Name));
    }

    [Fact]
    public async Task Snapshots_of_a_shop_can_be_deleted_together()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("temp1");
        await Take(simulated, new { name = "all" });
        await Take(simulated, new { name = "first", shopId = TestOrder.FirstShop });
        await Take(simulated, new { name = "temp-a", shopId = "temp1" });
        await Take(simulated, new { name = "temp-b", shopId = "temp1" });
        Assert.Equal(2, await simulated.GetService<KantanSim.Operations.SnapshotService>().DeleteOf("temp1"));
        Assert.Equal(["all", "first"], (await List(simulated)).Select(one => one.Name));
    }

    [Fact]
    public async Task Waiting_call_sees_a_restore()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("WAIT-1");
        await Take(simulated, new { name = "base" });
        await simulated.CallOperation("RecruitSales", order);
        var waiting = simulated.WaitFor(order, "status=AUTH");
        await simulated.Send(HttpMethod.Post, "/snapshots/base/restore");
        Assert.Equal("AUTH", (await waiting).Status);
    }

    static Task<SnapshotDto> Take(SimulatorFixture simulated, object body) =>
        simulated.Send<SnapshotDto>(HttpMethod.Post, "/snapshots", body);

    static async Task<SnapshotDto[]> List(SimulatorFixture simulated) => (await simulated.Read<ListDto<SnapshotDto>>("/snapshots")).Items;
}
