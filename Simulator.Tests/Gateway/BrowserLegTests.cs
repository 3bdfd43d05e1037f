using KantanSim.Gateway;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>The browser's way through the gateway: what came, why it was refused, and whether it crossed sites.</summary>
public sealed class BrowserLegTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    SimulatorFixture Simulator => shared.Simulated;

    [Theory]
    [InlineData("space",     "The Token that came has a space where the Exec answer has a +")]
    [InlineData("empty",     "No Token came")]
    [InlineData("cut",       "The Token that came has 40 characters")]
    [InlineData("twice",     "The Token was percent-encoded twice")]
    [InlineData("case",      "The Token that came differs in upper and lower case")]
    [InlineData("entity",    "The Token that came contains HTML entities")]
    [InlineData("other",     "The Token that came is not the one of the Exec answer")]
    public async Task A_start_with_a_wrong_Token_says_what_came(string how, string note)
    {
        // A Token with a + in it, so that it can become a space.
        var order = await WithPlusInToken($"TOKEN-{how}");
        using var page = await Simulator.OpenStartUrl(order with { Token = Wrong(order.Token, how) });
        var transaction = await Simulator.TransactionOf(order);
        Assert.StartsWith(note, transaction.Notes![0], StringComparison.Ordinal);
        Assert.Equal("REQSUCCESS", transaction.Status);
        Assert.Contains(transaction.Timeline!, line => line.What == "RecruitStart refused");
        Assert.Contains("the consumer came, and was refused", await Simulator.Page($"/payments/{order.AccessId}?lang=en"), StringComparison.OrdinalIgnoreCase);
        var calls = await Simulator.Calls($"?accessId={order.AccessId}");
        Assert.Equal(["return", "RecruitStart"], calls[..2].Select(one => one.Api));
        var call = calls[1];
        Assert.Equal(transaction.Notes![..1], call.Notes);
        Assert.DoesNotContain(order.Token, $"{call}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_before_Exec_is_on_the_timeline()
    {
        var order = await Simulator.RegisterPayment("EARLY-START");
        (await Simulator.OpenStartUrl(order with { Token = "x" })).Dispose();
        Assert.Contains(await Simulator.TimelineOf(order), line => line.What == "RecruitStart refused");
        Assert.Contains("has not been requested", (await Simulator.TransactionOf(order)).Notes!.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_with_another_AccessPass_is_on_the_payments_page()
    {
        var order = await Simulator.RequestPayment("WRONG-PASS");
        await Simulator.Call("RecruitSales", null, [.. (order with { AccessPass = new('0', 32) }).Fields]);
        var transaction = await Simulator.TransactionOf(order);
        Assert.Contains(transaction.Timeline!, line => line.What == "RecruitSales refused");
        Assert.StartsWith("The AccessPass that came is not the one", transaction.Notes!.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_and_returns_are_among_the_calls()
    {
        var order = await Simulator.RequestPayment("LEG-CALLS");
        await PaysInBrowser(order);
        var calls = await Simulator.Calls($"?accessId={order.AccessId}");
        Assert.Equal(["return", "RecruitStart", "ExecTranRecruit", "EntryTranRecruit"], calls.Select(call => call.Api));
        Assert.Equal(("GET", 302, new string('*', 64)), (calls[1].Verb, calls[1].HttpStatus, calls[1].Request["Token"]));
        Assert.Equal($"{Simulator.Merchant.Url}/return", calls[0].Answer["RetURL"]);
        Assert.Equal("LEG-CALLS", calls[0].Answer["OrderID"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://localhost:3000/back",   true)]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:3000/back",   false)]
    [InlineData("http://localhost:8080", "http://localhost:3000/back",   false)]
    [InlineData("http://localhost:8080", "https://localhost:3000/back",  true)]
    [InlineData("http://gw.localhost",   "http://shop.localhost/back",   true)]
    [InlineData("https://gw.example.com", "https://shop.example.com/",   false)]
    [InlineData("https://gw.example.co.jp", "https://shop.example.co.jp/", false)]
    [InlineData("https://example.co.jp", "https://other.co.jp/",         true)]
    [InlineData("https://example.com",   "https://example.jp/",          true)]
    [InlineData("http://gateway:8080",   "http://shop:3000/",            true)]
    [InlineData("http://10.0.0.1",       "http://10.0.0.2/",             true)]
    [InlineData("http://[::1]:8080",     "http://[::1]:3000/",           false)]
    public void Sites_are_told_apart_as_browsers_do(string gateway, string shop, bool crosses) =>
        Assert.Equal(crosses, SiteComparer.IsCrossSite(new(gateway), new(shop)));

    [Theory]
    [InlineData("localhost", "The return crossed sites, from 127.0.0.1 to localhost, as in production")]
    [InlineData("127.0.0.1", "The return did not cross sites (127.0.0.1), unlike in production")]
    public async Task A_return_says_whether_it_crossed_sites(string shop, string note)
    {
        var order = await Simulator.RegisterPayment($"LEG-SITE-{shop[0]}");
        var url = new UriBuilder($"{Simulator.Merchant.Url}/return") { Host = shop }.Uri;
        var answer = await Simulator.CallOperation("ExecTranRecruit", order, ("RetURL", $"{url}"), ("ItemName", "Mug"));
        await PaysInBrowser(order with { Token = answer["Token"] });
        Assert.StartsWith(note, Assert.Single((await Simulator.TransactionOf(order)).Notes!), StringComparison.Ordinal);
        Assert.Contains(note, await Simulator.Page($"/payments/{order.AccessId}?lang=en"), StringComparison.Ordinal);
    }

    async Task<TestOrder> WithPlusInToken(string orderId)
    {
        for (var suffix = 1; ; suffix++)
            if (await Simulator.RequestPayment($"{orderId}-{suffix}") is { } order && order.Token[..40].Contains('+')) return order;
    }

    async Task PaysInBrowser(TestOrder order)
    {
        using var hop = await Simulator.OpenStartUrl(order);
        var wallet = $"{hop.Headers.Location}";
        await Simulator.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        await Simulator.Submits(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        (await Simulator.Get($"/payment/return/{wallet.Split('/')[^1]}")).Dispose();
    }

    static string Wrong(string token, string how) => how switch
    {
        "space" => token.Replace('+', ' '),
        "empty" => "",
        "cut" => token[..40],
        "twice" => Uri.EscapeDataString(token),
        "case" => token.ToUpperInvariant(),
        "entity" => token.Replace("+", "&#43;", StringComparison.Ordinal),
        _ => new('x', token.Length),
    };
}
