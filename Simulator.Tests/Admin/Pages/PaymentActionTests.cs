using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>An operator's actions on a payment, on its page and through the control API.</summary>
public sealed class PaymentActionTests
{
    [Fact]
    public async Task Capture_button_captures_and_notes_the_operator_on_the_timeline()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-1");
        using var done = await Post(simulated, order, "do=merchant+capture");
        Assert.Equal((HttpStatusCode.SeeOther, $"/payments/{order.AccessId}"), (done.StatusCode, done.Headers.Location!.ToString()));
        var payment = await simulated.TransactionOf(order);
        Assert.Equal("SALES", payment.Status);
        var line = payment.Timeline!.Last(one => one.What == "RecruitSales");
        Assert.Equal(("merchant", "gateway", 10, "sent by an operator, in the shop's place"), (line.From, line.To, line.Step, line.Note));
    }

    [Fact]
    public async Task AccessPass_stays_out_of_the_timeline_when_an_operator_captures()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-1");
        (await Post(simulated, order, "do=merchant+capture")).Dispose();
        var json = await simulated.Send(HttpMethod.Get, $"/transactions/{order.AccessId}");
        Assert.Contains("sent by an operator", json, StringComparison.Ordinal);
        Assert.DoesNotContain(order.AccessPass, json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_capture_returns_to_the_page_with_the_error_codes()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("ACT-2");
        var done = await Post(simulated, order, "do=merchant+capture");
        Assert.Matches($"^/payments/{order.AccessId}\\?refused=", done.Headers.Location!.ToString());
        var page = await simulated.Page(done.Headers.Location!.ToString());
        Assert.Contains("data-testid=\"refused\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"act-capture\"", page, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"not-now-capture\"", page, StringComparison.Ordinal);
        Assert.Equal("REQSUCCESS", await simulated.Status(order));
    }

    [Fact]
    public async Task Payment_page_shows_only_error_codes_from_the_query()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("ACT-3");
        var page = await simulated.Page($"/payments/{order.AccessId}?refused=Call+0120-000|M01054004");
        Assert.Contains("data-testid=\"refused\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Call 0120", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do=consumer+approve", "AUTH")]
    [InlineData("do=consumer+cancel", "PAYFAIL")]
    [InlineData("do=expire", "EXPIRED")]
    [InlineData("do=advance", "EXPIRED")]
    public async Task Action_on_a_requested_payment_changes_its_status(string form, string status)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("ACT-4");
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(simulated, order, form)).StatusCode);
        Assert.Equal(status, await simulated.Status(order));
    }

    [Fact]
    public async Task Expire_notes_the_end_of_the_term_on_the_timeline()
    {
        await using var simulated = await SimulatorFixture.Start();
        var expired = await Expire(simulated, await simulated.Pay("ACT-5"));
        Assert.Contains("the term is ended before its time", expired.Timeline!.Select(line => line.What));
    }

    [Fact]
    public async Task Expire_does_not_move_the_clock()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-5");
        var before = (await simulated.Clock()).Now;
        await Expire(simulated, order);
        Assert.Equal(before, (await simulated.Clock()).Now);
    }

    [Fact]
    public async Task Expire_is_refused_when_no_term_runs()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-5");
        await Expire(simulated, order);
        Assert.Equal(409, (await simulated.ProblemOf(HttpMethod.Post, $"/transactions/{order.AccessId}/expire")).Status);
    }

    [Fact]
    public async Task Resend_button_sends_the_notification_again()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-6");
        // Returns when all due notifications have been sent.
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
    [InlineData("do=merchant+dance", 400, "request-payment, capture, change-amount, extend, cancel, search")]
    [InlineData("do=consumer+dance", 400, "approve, cancel, abandon, end")]
    [InlineData("do=consumer+approve", 409, "The consumer cannot do that while the status is AUTH")]
    [InlineData("do=resend&notification=nothing", 404, "There is no notification &quot;nothing&quot;.")]
    [InlineData("", 400, "do is &quot;&quot;")]
    public async Task Invalid_action_is_explained_on_the_page(string form, int status, string message)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-7");
        var refused = await Post(simulated, order, form);
        Assert.Equal(status, (int)refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var problem = Regex.Match(page, "data-testid=\"problem\">(.*?)</div>", RegexOptions.Singleline).Value;
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do=consumer+dance", "action に「dance」は指定できません")]
    [InlineData("do=resend&notification=nothing", "「nothing」は見つかりません。")]
    [InlineData("do=advance", "この取引には予定がありません。")]
    public async Task Invalid_action_is_explained_on_a_Japanese_page_in_Japanese(string form, string message)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("ACT-10");
        using var refused = await simulated.PostForm($"/payments/{order.AccessId}?lang=ja", form);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(message, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merchant_call_returns_the_gateway_s_answer_and_the_transaction()
    {
        await using var simulated = await SimulatorFixture.Start();
        var sent = await Capture(simulated, await simulated.Pay("ACT-8"));
        Assert.Equal(("SALES", "SALES"), (sent.Answer["Status"], sent.Transaction.Status));
    }

    [Fact]
    public async Task Merchant_call_returns_the_error_codes_when_the_gateway_refuses()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-8");
        await Capture(simulated, order);
        Assert.Equal("M01054004", (await Capture(simulated, order)).Answer["ErrInfo"]);
    }

    [Fact]
    public async Task Merchant_call_with_an_unknown_action_is_refused_with_the_allowed_actions()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-8");
        var problem = await simulated.ProblemOf(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", new { action = "refund" });
        Assert.Equal(400, problem.Status);
        Assert.Equal(
            new FaultDto("action", "refund", "request-payment, capture, change-amount, extend, cancel, search"),
            Assert.Single(problem.Errors!));
    }

    [Fact]
    public async Task Action_posted_by_another_site_is_refused()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ACT-9");
        foreach (var site in new[] { "cross-site", "same-site" })
        {
            var refused = await Post(simulated, order, "do=merchant+cancel", ("Sec-Fetch-Site", site));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        Assert.Equal("AUTH", await simulated.Status(order));
        using var accepted = await Post(simulated, order, "do=merchant+cancel", ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
    }

    [Theory]
    [InlineData("FIND-1", "/payments/{0}")]
    [InlineData("{0}", "/payments/{0}")]
    [InlineData("FIND", "/?orderId=*FIND*")]
    [InlineData("F*1", "/?orderId=F*1")]
    [InlineData("", "/?orderId=**")]
    public async Task Search_redirects_to_the_payment_or_to_a_filtered_list(string query, string location)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("FIND-1");
        var found = await simulated.Get($"/find?q={Uri.EscapeDataString(string.Format(null, query, order.AccessId))}");
        Assert.Equal(string.Format(null, location, order.AccessId), Uri.UnescapeDataString(found.Headers.Location!.ToString()));
    }

    static Task<TransactionDto> Expire(SimulatorFixture simulated, TestOrder order) =>
        simulated.Send<TransactionDto>(HttpMethod.Post, $"/transactions/{order.AccessId}/expire");

    static Task<MerchantDto> Capture(SimulatorFixture simulated, TestOrder order) =>
        simulated.Send<MerchantDto>(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", new { action = "capture" });

    static Task<HttpResponseMessage> Post(
        SimulatorFixture simulated, TestOrder order, string form, params (string Name, string Value)[] headers) =>
        simulated.PostForm($"/payments/{order.AccessId}", form, headers);
}
