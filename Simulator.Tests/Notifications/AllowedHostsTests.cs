using System.Net;
using KantanSim.Merchants;
using KantanSim.Tests.Infrastructure;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Notifications;

/// <summary>Which addresses KantanSim may call: no public ones and no cloud metadata services unless allowed.</summary>
public sealed class AllowedHostsTests
{
    const string Everything = "0.0.0.0/0,::/0";

    [Theory]
    [InlineData(AllowedHosts.Default, "127.0.0.1", true)]
    [InlineData(AllowedHosts.Default, "10.1.2.3", true)]
    [InlineData(AllowedHosts.Default, "fd00::5", true)]
    [InlineData(AllowedHosts.Default, "203.0.113.9", false)]
    [InlineData(AllowedHosts.Default, "0.0.0.0", false)]
    [InlineData(AllowedHosts.Default, "169.254.169.254", false)]
    [InlineData(AllowedHosts.Default, "fd00:ec2::254", false)]
    [InlineData(AllowedHosts.Default, "100.100.100.200", false)]
    [InlineData(AllowedHosts.Default, "::ffff:10.1.2.3", true)]
    [InlineData(AllowedHosts.Default, "::ffff:203.0.113.9", false)]
    [InlineData(Everything, "203.0.113.9", true)]
    [InlineData(Everything, "169.254.169.254", false)]
    [InlineData(Everything, "169.254.1.1", false)]
    [InlineData(Everything, "::ffff:169.254.169.254", false)]
    [InlineData(Everything, "64:ff9b::a9fe:a9fe", false)]
    [InlineData(Everything, "fe80::1", false)]
    [InlineData(Everything, "fd00:ec2::254", false)]
    [InlineData(Everything, "100.100.100.200", false)]
    [InlineData("169.0.0.0/8", "169.254.169.254", false)]
    [InlineData("169.254.169.254", "169.254.169.254", true)]
    [InlineData("169.254.0.0/16", "169.254.169.254", true)]
    [InlineData("169.254.0.0/16", "::ffff:169.254.169.254", true)]
    [InlineData("fd00:ec2::254", "fd00:ec2::254", true)]
    // Other notations of an address: decimal, octal, hexadecimal, short.
    [InlineData(AllowedHosts.Default, "2130706433", true)]
    [InlineData(AllowedHosts.Default, "0177.0.0.1", true)]
    [InlineData(Everything, "2852039166", false)]
    [InlineData(Everything, "0251.0376.0251.0376", false)]
    [InlineData(Everything, "0xA9FEA9FE", false)]
    [InlineData(Everything, "169.254.43518", false)]
    public async Task An_address_is_allowed_or_blocked(string list, string host, bool isAllowed)
    {
        var hosts = new AllowedHosts(list);
        Assert.Equal(isAllowed, (await hosts.Addresses(host, TestContext.Current.CancellationToken)).Length > 0);
        Assert.Equal(isAllowed, await hosts.Allows(host, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("shop.example", "shop.example", true)]
    [InlineData("shop.example", "SHOP.example.", true)]
    [InlineData("metadata.google.internal", "metadata.google.internal", false)]
    [InlineData(Everything, "metadata.google.internal.", false)]
    [InlineData("10.0.0.0/8", "localhost", true)] // resolved by the browser
    public async Task A_name_is_allowed_or_blocked_for_a_browser(string list, string host, bool isAllowed) =>
        Assert.Equal(isAllowed, await new AllowedHosts(list).Allows(host, TestContext.Current.CancellationToken));

    // localhost is in every hosts file.
    [Theory]
    [InlineData("10.0.0.0/8", 0)]
    [InlineData(AllowedHosts.Default, 1)]
    [InlineData("localhost", 1)]
    public async Task A_name_is_allowed_by_the_addresses_it_resolves_to(string list, int minimum)
    {
        var found = await new AllowedHosts(list).Addresses("localhost", TestContext.Current.CancellationToken);
        Assert.True(found.Length >= minimum && found.All(IPAddress.IsLoopback), string.Join<IPAddress>(',', found));
        if (minimum == 0) Assert.Empty(found);
    }

    // RFC 6761, 6.3: without asking a name server. The first three have no DNS record.
    [Theory]
    [InlineData("shop.localhost", AllowedHosts.Default, true)]
    [InlineData("a.b.LOCALHOST.", AllowedHosts.Default, true)]
    [InlineData("shop.localhost", "10.0.0.0/8", false)]
    [InlineData("localhost.", AllowedHosts.Default, true)]
    public async Task A_name_below_localhost_is_loopback(string name, string list, bool isAllowed)
    {
        var found = await new AllowedHosts(list).Addresses(name, TestContext.Current.CancellationToken);
        Assert.Equal(isAllowed ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [], found);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://203.0.113.9/notify")]
    public async Task A_blocked_address_gets_no_notification_no_connectivity_test_and_no_browser(string url)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Put, "/shops/tshop00000001", $$"""{"notifyUrl":"{{url}}"}""");
        var test = (await simulated.CallApi(HttpMethod.Post, "/shops/tshop00000001/connectivity-test"))["body"]!;
        Assert.Contains("NotifyAllow", (string)test["outcome"]!, StringComparison.Ordinal);
        var order = await simulated.RegisterPayment("META-1");
        var exec = await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", url), ("ItemName", "x"));
        await simulated.PostConsumerAction(order, """{"action":"approve"}""");
        await simulated.Advance("PT0S");
        var notification = (await simulated.CallApi(HttpMethod.Get, $"/notifications?accessId={order.AccessId}"))["body"]!["items"]![0]!;
        Assert.Contains("NotifyAllow", (string)notification["attempts"]![0]!["outcome"]!, StringComparison.Ordinal);
        // A second arrival would return to the shop at once. The page says why it does not.
        using var arrival = await simulated.OpenStartUrl(order with { Token = exec["Token"] });
        var page = await arrival.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("NotifyAllow", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_merchants_redirect_is_not_followed(int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.Merchant.ResetMappings();
        simulated.Merchant.Given(Request.Create().UsingPost().WithPath("/notify"))
            .RespondWith(Response.Create().WithStatusCode(status).WithHeader("Location", $"{simulated.Merchant.Url}/elsewhere"));
        await simulated.CallApi(HttpMethod.Post, "/shops/tshop00000001/connectivity-test");
        Assert.Equal(["/notify"], simulated.Merchant.LogEntries.Select(entry => entry.RequestMessage!.Path));
    }
}
