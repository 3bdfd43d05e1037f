using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Traffic;

/// <summary>Secrets that the simulator knows are masked by their value, wherever a shop puts them.</summary>
public sealed class MaskedCallsTests
{
    const string MemberPass = "hush member 4";
    const string AdminToken = "hush-admin-5";

    [Fact]
    public async Task Values_of_secrets_are_in_no_page_no_event_no_log_line_and_no_timeline()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        using var feed = simulated.GetService<ChangeFeed>().Subscribe();
        var order = await simulated.RegisterPayment("MASK-1");
        var pass = order.Fields.Single(field => field.Name == "AccessPass").Value;
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "x"), ("ClientField1", $"a {pass} b"), ("ClientField2", "kantansim1"));
        await simulated.Call("NoSuchApi", null, ("OrderID", "kantansim1"), ("ShopID", "kantansim1"), ("x", $"{order.AccessId} {pass}"));
        using var missed = await simulated.PostForm("/payment/kantansim1", $"note={pass}&id={order.AccessId}");
        var places = string.Join('\n', [await simulated.Page("/traffic"), await simulated.Page($"/payments/{order.AccessId}"), .. logged, .. News(feed)]);
        Assert.Contains("MASK-1", places, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", places, StringComparison.Ordinal);
        Assert.DoesNotContain(pass, places, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_of_a_member_is_masked_once_it_was_changed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Call("NoSuchApi", null, ("before", "ordinary"));
        await simulated.GetService<KantanSim.Consumers.Members>().Change("taro", (member, _) => member! with { Password = MemberPass });
        await simulated.Call("NoSuchApi", null, ("x", $"it is {MemberPass}."), ("OrderID", "MASK-2"));
        var page = await simulated.Page("/traffic");
        Assert.Contains("MASK-2", page, StringComparison.Ordinal);
        Assert.Contains("it is *************.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operators_token_is_masked_by_its_value()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={AdminToken}");
        await simulated.Call("NoSuchApi", null, ("x", AdminToken));
        var call = Assert.Single(simulated.GetService<KantanSim.Traffic.ExchangeLog>().Newest());
        Assert.Equal("************", call.Request["x"]);
    }

    [Fact]
    public async Task AccessPass_in_the_place_of_the_AccessID_is_masked_and_an_AccessID_is_not()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("MASK-3");
        var pass = order.Fields.Single(field => field.Name == "AccessPass").Value;
        await simulated.Call("RecruitSales", null, ("ShopID", order.ShopId), ("AccessID", pass), ("OrderID", "MASK-3"), ("ClientField1", order.AccessId));
        var call = simulated.GetService<KantanSim.Traffic.ExchangeLog>().Newest()[0];
        Assert.Equal(new string('*', 32), call.Request["AccessID"]);
        Assert.Equal(order.AccessId, call.Request["ClientField1"]);
    }

    [Fact]
    public async Task ShopPass_in_the_query_of_a_start_page_is_not_on_the_timeline()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("MASK-4");
        using var page = await simulated.Get($"/payment/RecruitStart.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}&extra=kantansim1");
        var payment = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains("extra=**********", payment, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", payment, StringComparison.Ordinal);
    }

    static IEnumerable<string> News(ChangeFeed.Subscription feed)
    {
        while (feed.Events.TryRead(out var change)) yield return $"{change}";
    }
}
