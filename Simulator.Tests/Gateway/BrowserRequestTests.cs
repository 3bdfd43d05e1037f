#pragma warning disable format // aligned tables
using KantanSim.Gateway;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>Browser requests to StartURL and to the return page are recorded with notes: the reason of a refusal, crossed sites.</summary>
public sealed class BrowserRequestTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    SimulatorFixture Simulator => shared.Simulated;

    [Theory]
    [InlineData("space",     "The Token has a space where the Exec answer has a +")]
    [InlineData("empty",     "The Token is missing or empty")]
    [InlineData("truncated", "The Token was truncated: it has the first 40 of 64 characters")]
    [InlineData("twice",     "The Token was percent-encoded twice")]
    [InlineData("case",      "The Token differs in upper and lower case")]
    [InlineData("entity",    "The Token contains HTML entities")]
    [InlineData("other",     "The Token does not match the Exec answer")]
    public async Task A_start_with_a_wrong_Token_is_recorded_with_a_note_on_how_it_differs(string how, string note)
    {
        // The Token needs a +, because one case turns it into a space.
        var order = await RequestWithPlusInToken($"TOKEN-{how}");
        (await Simulator.OpenStartUrl(order with { Token = Wrong(order.Token, how) })).Dispose();
        var transaction = await Simulator.TransactionOf(order);
        Assert.StartsWith(note, transaction.Notes![0], StringComparison.Ordinal);
        Assert.Equal("REQSUCCESS", transaction.Status);
        Assert.Contains(transaction.Timeline!, line => line.What == "RecruitStart refused");
        var page = await Simulator.Page($"/payments/{order.AccessId}?lang=en");
        Assert.Contains("the consumer came, and was refused", page, StringComparison.OrdinalIgnoreCase);
        var calls = await Simulator.Calls($"?accessId={order.AccessId}");
        Assert.Equal(["return", "RecruitStart"], calls[..2].Select(one => one.Api));
        var call = calls[1];
        Assert.Equal(transaction.Notes![..1], call.Notes);
        Assert.DoesNotContain(order.Token, $"{call}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_before_Exec_is_on_the_timeline_with_a_note()
    {
        var order = await Simulator.RegisterPayment("EARLY-START");
        (await Simulator.OpenStartUrl(order with { Token = "x" })).Dispose();
        Assert.Contains(await Simulator.TimelineOf(order), line => line.What == "RecruitStart refused");
        Assert.Contains("has not been requested", (await Simulator.TransactionOf(order)).Notes!.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_with_a_wrong_AccessPass_is_on_the_timeline_with_a_note()
    {
        var order = await Simulator.RequestPayment("WRONG-PASS");
        await Simulator.Call("RecruitSales", null, [.. (order with { AccessPass = new('0', 32) }).Fields]);
        var transaction = await Simulator.TransactionOf(order);
        Assert.Contains(transaction.Timeline!, line => line.What == "RecruitSales refused");
        Assert.StartsWith("The AccessPass does not match the Entry answer", transaction.Notes!.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_AccessPass_gets_no_note_about_a_wrong_one()
    {
        var order = await Simulator.RequestPayment("NO-PASS");
        await Simulator.Call("RecruitSales", null, [.. (order with { AccessPass = "" }).Fields]);
        Assert.Empty((await Simulator.TransactionOf(order)).Notes!);
    }

    [Fact]
    public async Task Starts_and_returns_are_in_the_list_of_calls()
    {
        var order = await Simulator.RequestPayment("BROWSER-CALLS");
        await PayInBrowser(order);
        var calls = await Simulator.Calls($"?accessId={order.AccessId}");
        Assert.Equal(["return", "RecruitStart", "ExecTranRecruit", "EntryTranRecruit"], calls.Select(call => call.Api));
        Assert.Equal(("GET", 302, new string('*', 64)), (calls[1].Verb, calls[1].HttpStatus, calls[1].Request["Token"]));
        Assert.Equal($"{Simulator.Merchant.Url}/return", calls[0].Answer["RetURL"]);
        Assert.Equal("BROWSER-CALLS", calls[0].Answer["OrderID"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080",    "http://localhost:3000/back",  true)]
    [InlineData("http://127.0.0.1:8080",    "http://127.0.0.1:3000/back",  false)]
    [InlineData("http://localhost:8080",    "http://localhost:3000/back",  false)]
    [InlineData("http://localhost:8080",    "https://localhost:3000/back", true)]
    [InlineData("http://gw.localhost",      "http://shop.localhost/back",  true)]
    [InlineData("https://gw.example.com",   "https://shop.example.com/",   false)]
    [InlineData("https://gw.example.co.jp", "https://shop.example.co.jp/", false)]
    [InlineData("https://example.co.jp",    "https://other.co.jp/",        true)]
    [InlineData("https://example.com",      "https://example.jp/",         true)]
    [InlineData("http://gateway:8080",      "http://shop:3000/",           true)]
    [InlineData("http://10.0.0.1",          "http://10.0.0.2/",            true)]
    [InlineData("http://[::1]:8080",        "http://[::1]:3000/",          false)]
    public void Sites_are_compared_as_by_browsers(string gateway, string shop, bool crosses) =>
        Assert.Equal(crosses, SiteComparer.IsCrossSite(new(gateway), new(shop)));

    [Theory]
    [InlineData("localhost", "The return crossed sites, from 127.0.0.1 to localhost, as in production")]
    [InlineData("127.0.0.1", "The return did not cross sites (127.0.0.1), unlike in production")]
    public async Task A_return_has_a_note_on_whether_it_crossed_sites(string shop, string note)
    {
        var order = await Simulator.RegisterPayment($"SITE-{shop[0]}");
        var url = new UriBuilder($"{Simulator.Merchant.Url}/return") { Host = shop }.Uri;
        var answer = await Simulator.CallOperation("ExecTranRecruit", order, ("RetURL", $"{url}"), ("ItemName", "Mug"));
        await PayInBrowser(order with { Token = answer["Token"] });
        Assert.StartsWith(note, Assert.Single((await Simulator.TransactionOf(order)).Notes!), StringComparison.Ordinal);
        Assert.Contains(note, await Simulator.Page($"/payments/{order.AccessId}?lang=en"), StringComparison.Ordinal);
    }

    async Task<TestOrder> RequestWithPlusInToken(string orderId)
    {
        for (var suffix = 1; ; suffix++)
        {
            var order = await Simulator.RequestPayment($"{orderId}-{suffix}");
            if (order.Token[..40].Contains('+')) return order;
        }
    }

    async Task PayInBrowser(TestOrder order)
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
        "truncated" => token[..40],
        "twice" => Uri.EscapeDataString(token),
        "case" => token.ToUpperInvariant(),
        "entity" => token.Replace("+", "&#43;", StringComparison.Ordinal),
        _ => new('x', token.Length),
    };
}
