using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The filters of <c>GET /api/calls</c>.</summary>
public sealed class CallListApiTests
{
    [Fact]
    public async Task Calls_are_found_by_text_outcome_code_and_time_and_are_paged()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var id in new[] { "C-1", "C-2", "C-3" }) await simulated.RegisterPayment(id);
        (await simulated.PostForm("/payment/EntryTranRecruit.idPass", "OrderID=C-4&ClientField1=%8D%67%92%83")).Dispose();
        var refused = Assert.Single(await simulated.Calls("?q=%E7%B4%85%E8%8C%B6&outcome=refused&code=M01002001"));
        Assert.Equal("C-4", refused.Request["OrderID"]);
        Assert.Equal(["C-3", "C-2", "C-1"], (await simulated.Calls("?outcome=ok&orderId=C-*")).Select(call => call.Request["OrderID"]));
        Assert.Empty(await simulated.Calls("?to=2020-01-01"));
        var first = await simulated.Read<ListDto<CallDto>>("/calls?outcome=ok&limit=2");
        var rest = await simulated.Read<ListDto<CallDto>>($"/calls?outcome=ok&limit=2&cursor={first.Cursor}");
        Assert.Equal((2, "C-1", null), (first.Items.Length, Assert.Single(rest.Items).Request["OrderID"], rest.Cursor));
    }

    [Fact]
    public async Task Call_has_its_outcome()
    {
        await using var simulated = await SimulatorFixture.Start();
        (await simulated.PostForm("/payment/EntryTranRecruit.idPass", "OrderID=C-4")).Dispose();
        var call = (await simulated.CallApi(HttpMethod.Get, "/calls"))["body"]!["items"]![0]!;
        Assert.Equal("refused", (string)call["outcome"]!);
    }

    [Fact]
    public async Task All_faults_of_the_filters_and_of_the_paging_are_named_at_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Get, "/calls?outcome=bad&code=-&from=noon&to=night&limit=0&cursor=x");
        Assert.Equal(400, problem.Status);
        Assert.Equal(
            [("outcome", "bad"), ("code", "-"), ("from", "noon"), ("to", "night"), ("limit", "0"), ("cursor", "x")],
            problem.Errors!.Select(error => (error.Field, error.Value)));
    }
}
