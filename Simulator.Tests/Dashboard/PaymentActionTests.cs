using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Dashboard;

/// <summary>What an operator does at a payment's page, and by the same code through the control API.</summary>
public sealed class PaymentActionTests
{
    [Fact]
    public async Task Captures_in_the_shop_s_place_and_says_so_on_the_timeline()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("ACT-1");
        var done = await Post(simulated, order, "do=merchant+capture");
        Assert.Equal((HttpStatusCode.SeeOther, $"/payments/{order.AccessId}"), (done.StatusCode, done.Headers.Location!.ToString()));
        var payment = await simulated.Transaction(order);
        Assert.Equal("SALES", (string?)payment["status"]);
        var line = payment["timeline"]!.AsArray().Last(one => (string?)one!["what"] == "RecruitSales")!;
        Assert.Equal(("merchant", "gateway", 10, "sent by an operator, in the shop's place"), ((string?)line["from"], (string?)line["to"], (int?)line["step"], (string?)line["note"]));
        Assert.DoesNotContain(order.AccessPass, payment.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_the_gateway_refuses_leads_back_with_its_codes()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("ACT-2");
        var done = await Post(simulated, order, "do=merchant+capture");
        Assert.Matches($"^/payments/{order.AccessId}\\?refused=", done.Headers.Location!.ToString());
        var page = await simulated.Page(done.Headers.Location!.ToString());
        Assert.Contains("data-testid=\"refused\"", page, StringComparison.Ordinal);
        Assert.Matches("data-testid=\"act-capture\"[^>]* disabled", page);
        Assert.Equal("REQSUCCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task Only_codes_of_the_gateway_are_shown_from_the_address_bar()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("ACT-3");
        Assert.DoesNotContain("Call 0120", await simulated.Page($"/payments/{order.AccessId}?refused=Call+0120-000|X"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do=consumer+approve", "AUTH")]
    [InlineData("do=consumer+cancel", "PAYFAIL")]
    [InlineData("do=expire", "EXPIRED")]
    [InlineData("do=advance", "EXPIRED")]
    public async Task The_consumer_and_the_term_are_an_operator_s_too(string form, string status)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("ACT-4");
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(simulated, order, form)).StatusCode);
        Assert.Equal(status, (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task Expiring_moves_no_clock_and_is_told()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("ACT-5");
        var before = await simulated.Api(HttpMethod.Get, "/clock");
        var expired = await simulated.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/expire");
        Assert.Equal(200, (int?)expired["http"]);
        Assert.Contains("the term is ended before its time", expired["body"]!["timeline"]!.AsArray().Select(line => (string?)line!["what"]));
        Assert.Equal((string?)before["body"]!["now"], (string?)(await simulated.Api(HttpMethod.Get, "/clock"))["body"]!["now"]);
        Assert.Equal(409, (int?)(await simulated.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/expire"))["http"]);
    }

    [Fact]
    public async Task A_notification_is_sent_again()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("ACT-6");
        // All that is due by itself has been sent.
        await simulated.Advance("PT1S");
        var before = simulated.Merchant.LogEntries.Count;
        var page = await simulated.Page($"/payments/{order.AccessId}");
        var id = Regex.Matches(page, "name=\"notification\" value=\"([^\"]+)\"")[^1].Groups[1].Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(simulated, order, $"do=resend&notification={id}")).StatusCode);
        await simulated.Advance("PT1S");
        Assert.Equal(before + 1, simulated.Merchant.LogEntries.Count);
    }

    [Theory]
    [InlineData("do=dance", 400, "merchant, consumer, expire, resend, advance")]
    [InlineData("do=merchant+dance", 400, "capture, extend, cancel")]
    [InlineData("do=consumer+dance", 400, "approve, cancel, abandon")]
    [InlineData("do=consumer+approve", 409, "The consumer cannot do that while the status is AUTH")]
    [InlineData("do=resend&notification=nothing", 404, "There is no notification &quot;nothing&quot;.")]
    [InlineData("", 400, "do is &quot;&quot;")]
    public async Task What_does_not_fit_is_told_on_the_page(string form, int status, string told)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("ACT-7");
        var refused = await Post(simulated, order, form);
        Assert.Equal(status, (int)refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(told, Regex.Match(page, "data-testid=\"problem\">(.*?)</div>", RegexOptions.Singleline).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_sends_a_call_and_answers_what_the_gateway_said()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("ACT-8");
        var sent = await simulated.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", """{"action":"capture"}""");
        Assert.Equal(("SALES", "SALES"), ((string?)sent["body"]!["answer"]!["Status"], (string?)sent["body"]!["transaction"]!["status"]));
        var twice = await simulated.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", """{"action":"capture"}""");
        Assert.NotNull(twice["body"]!["answer"]!["ErrInfo"]);
        var strange = await simulated.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", """{"action":"refund"}""");
        Assert.Equal((400, "capture, extend, cancel"), ((int?)strange["http"], (string?)strange["body"]!["errors"]![0]!["allowed"]));
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_act()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("ACT-9");
        foreach (var site in new[] { "cross-site", "same-site" })
        {
            var refused = await Post(simulated, order, "do=merchant+cancel", ("Sec-Fetch-Site", site));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        Assert.Equal("AUTH", (string?)(await simulated.Transaction(order))["status"]);
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(simulated, order, "do=merchant+cancel", ("Sec-Fetch-Site", "same-origin"))).StatusCode);
    }

    [Theory]
    [InlineData("FIND-1", "/payments/{0}")]
    [InlineData("{0}", "/payments/{0}")]
    [InlineData("FIND", "/?orderId=*FIND*")]
    [InlineData("F*1", "/?orderId=F*1")]
    [InlineData("", "/?orderId=**")]
    public async Task An_order_is_found_from_any_page(string asked, string leadsTo)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("FIND-1");
        var found = await simulated.Get($"/find?q={Uri.EscapeDataString(string.Format(null, asked, order.AccessId))}");
        Assert.Equal(string.Format(null, leadsTo, order.AccessId), Uri.UnescapeDataString(found.Headers.Location!.ToString()));
    }

    static Task<HttpResponseMessage> Post(Simulated simulated, Order order, string form, params (string Name, string Value)[] headers) =>
        simulated.PostForm($"/payments/{order.AccessId}", form, headers);
}
