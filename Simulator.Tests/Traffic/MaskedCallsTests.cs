using KantanSim.Consumers;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;
using KantanSim.Transactions;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Traffic;

/// <summary>Secrets that the simulator knows are masked by value, in whatever field a shop sends them.</summary>
public sealed class MaskedCallsTests
{
    const string MemberPass = "hush member 4";
    const string AdminToken = "hush-admin-5";

    [Fact]
    public async Task A_secret_in_another_field_is_on_no_page_in_no_event_and_in_no_log_line()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--Logging:LogLevel:Default=Information");
        var logged = simulated.Logged(LogLevel.Information);
        using var feed = simulated.GetService<ChangeFeed>().Subscribe();
        var order = await simulated.RegisterPayment("MASK-1");
        var pass = order.Fields.Single(field => field.Name == "AccessPass").Value;
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "x"),
            ("ClientField1", $"a {pass} b"), ("ClientField2", "kantansim1"));
        await simulated.Call("NoSuchApi", null, ("OrderID", "kantansim1"), ("ShopID", "kantansim1"), ("x", $"{order.AccessId} {pass}"));
        using var missed = await simulated.PostForm("/payment/kantansim1", $"note={pass}&id={order.AccessId}");
        string[] pages = [await simulated.Page("/traffic"), await simulated.Page($"/payments/{order.AccessId}")];
        var output = string.Join('\n', [.. pages, .. logged, .. Published(feed)]);
        Assert.Contains("MASK-1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", output, StringComparison.Ordinal);
        Assert.DoesNotContain(pass, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_password_of_a_member_is_masked()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Call("NoSuchApi", null, ("before", "ordinary"));
        await simulated.GetService<Members>().Shared.Change("taro", (member, _) => member! with { Password = MemberPass });
        await simulated.Call("NoSuchApi", null, ("x", $"it is {MemberPass}."), ("OrderID", "MASK-2"));
        var page = await simulated.Page("/traffic");
        Assert.Contains("MASK-2", page, StringComparison.Ordinal);
        Assert.Contains("it is *************.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_token_is_masked()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={AdminToken}");
        await simulated.Call("NoSuchApi", null, ("x", AdminToken));
        var call = Assert.Single(simulated.GetService<ExchangeLog>().Newest());
        Assert.Equal("************", call.Request["x"]);
    }

    [Fact]
    public async Task An_AccessPass_sent_as_AccessID_is_masked_and_an_AccessID_is_not()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("MASK-3");
        var pass = order.Fields.Single(field => field.Name == "AccessPass").Value;
        await simulated.Call("RecruitSales", null,
            ("ShopID", order.ShopId), ("AccessID", pass), ("OrderID", "MASK-3"), ("ClientField1", order.AccessId));
        var call = simulated.GetService<ExchangeLog>().Newest()[0];
        Assert.Equal(new string('*', 32), call.Request["AccessID"]);
        Assert.Equal(order.AccessId, call.Request["ClientField1"]);
    }

    [Fact]
    public async Task A_ShopPass_in_the_query_string_of_StartURL_is_masked_on_the_timeline()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("MASK-4");
        var fields = $"AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}&extra=kantansim1";
        using var page = await simulated.Get($"/payment/RecruitStart.idPass?{fields}");
        var payment = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains("extra=**********", payment, StringComparison.Ordinal);
        Assert.DoesNotContain("kantansim1", payment, StringComparison.Ordinal);
    }

    static IEnumerable<string> Published(ChangeFeed.Subscription feed)
    {
        while (feed.Events.TryRead(out var change)) yield return $"{change}";
    }
}
