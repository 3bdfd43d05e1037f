using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The gateway calls that a payment's page offers: those that the state allows, each with what it will do.</summary>
public sealed class PaymentOperationTests
{
    [Theory]
    [InlineData("UNPROCESSED", "request-payment search")]
    [InlineData("REQSUCCESS", "search")]
    [InlineData("AUTH", "capture change-amount extend cancel search")]
    [InlineData("SALES", "change-amount cancel search")]
    [InlineData("CAPTURE", "change-amount cancel search")]
    [InlineData("CANCEL", "search")]
    [InlineData("REGISTER", "change-amount cancel-month cancel search")]
    public async Task Page_offers_the_calls_that_the_state_allows_and_explains_the_others(string status, string possible)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await In(status, simulated);
        Assert.Equal(status, await simulated.Status(order));
        var page = await simulated.Page($"/payments/{order.AccessId}");
        var calls = Ids(page, "value=\"merchant ([^\"]+)\"");
        Assert.Equal(possible, string.Join(' ', calls));
        var others = Ids(page, "data-testid=\"not-now-([^\"]+)\"[^>]*>[^<]*<code>\\w+</code> · <code>\\w+</code> \\w");
        Assert.Equal(status == "REGISTER" ? 5 : 6, calls.Count + others.Count);
    }

    [Theory]
    [InlineData("capture", "AUTH → SALES · notification SALES · the sale is deposited on 2026-01-15")]
    [InlineData("extend", "stays AUTH · the authorisation expires on 2026-03-16")]
    [InlineData("cancel", "AUTH → CANCEL · notification CANCEL · points and coupons are returned")]
    [InlineData("search", "tells the stored state · changes nothing")]
    public async Task Call_says_what_it_will_do(string action, string effect)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await simulated.Page($"/payments/{(await simulated.Pay("EFFECT-1")).AccessId}");
        var button = Regex.Match(page, $"data-testid=\"act-{action}\">.*?</form>", RegexOptions.Singleline).Value;
        Assert.Contains(effect, button, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("field.Amount=900&field.Tax=90", 990)]
    [InlineData("field.Amount=900&field.Tax=", 900)]
    [InlineData("", 1000)]
    public async Task Change_of_amount_sends_the_fields_of_the_form(string fields, int total)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("CHANGE-1");
        using var done = await Post(simulated, order, $"do=merchant+change-amount&{fields}");
        Assert.Equal((HttpStatusCode.SeeOther, $"/payments/{order.AccessId}"), (done.StatusCode, done.Headers.Location!.ToString()));
        var payment = await simulated.Transaction(order);
        Assert.Equal(total, (int)payment["amount"]! + (int)payment["tax"]!);
        var page = await simulated.Page($"/payments/{order.AccessId}");
        Assert.Contains("changes the amount, by an operator", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amount_that_the_gateway_refuses_is_answered_with_its_code()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("CHANGE-2");
        using var done = await Post(simulated, order, "do=merchant+change-amount&field.Amount=many");
        Assert.Contains("?refused=", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("data-testid=\"refused\"", await simulated.Page(done.Headers.Location!.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do=merchant+change-amount&field.Amout=1", "fields.Amout is &quot;1&quot;; allowed: Amount, Tax")]
    [InlineData("do=merchant+capture&field.Amount=1", "no fields")]
    public async Task Field_that_the_call_does_not_have_is_named_with_those_that_it_has(string form, string allowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var refused = await Post(simulated, await simulated.Pay("CHANGE-3"), form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(allowed, await Body(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_shows_the_gateway_s_answer_and_changes_nothing()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("SEARCH-1");
        var before = (await simulated.TransactionOf(order)).Timeline!.Length;
        using var answer = await Post(simulated, order, "do=merchant+search");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var found = Regex.Match(await Body(answer), "data-testid=\"found\">.*?</div>", RegexOptions.Singleline).Value;
        Assert.Contains("<dt>Status</dt><dd>AUTH</dd>", found, StringComparison.Ordinal);
        Assert.DoesNotContain(order.AccessPass, found, StringComparison.Ordinal);
        Assert.Equal(before, (await simulated.TransactionOf(order)).Timeline!.Length);
    }

    [Fact]
    public async Task Registered_payment_is_requested_and_paid_by_the_buttons_of_its_page()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("BUTTONS-1");
        (await Post(simulated, order, "do=merchant+request-payment&field.ItemName=%E3%83%9D%E3%83%83%E3%83%88")).Dispose();
        Assert.Equal("REQSUCCESS", await simulated.Status(order));
        Assert.Contains("ポット", WebUtility.HtmlDecode(await simulated.Page($"/payments/{order.AccessId}")), StringComparison.Ordinal);
        (await Post(simulated, order, "do=consumer+approve")).Dispose();
        Assert.Equal("AUTH", await simulated.Status(order));
    }

    [Fact]
    public async Task Month_s_charge_is_cancelled_and_the_consumer_ends_the_contract()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.SignsUp();
        await simulated.Advance("PT1S");
        (await Post(simulated, order, "do=merchant+cancel-month")).Dispose();
        Assert.StartsWith("202601 CANCEL", Assert.Single(await simulated.Charges(order)), StringComparison.Ordinal);
        (await Post(simulated, order, "do=consumer+end")).Dispose();
        Assert.Equal("CANCEL", await simulated.Status(order));
    }

    [Fact]
    public async Task Control_API_sends_a_call_with_fields()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("API-1");
        var body = new { action = "change-amount", fields = new Dictionary<string, string> { ["Amount"] = "700" } };
        var sent = await simulated.Send<MerchantDto>(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", body);
        Assert.Equal("700", sent.Answer["Amount"]);
    }

    static Task<TestOrder> In(string status, SimulatorFixture simulated) => status switch
    {
        "UNPROCESSED" => simulated.RegisterPayment("STATE-1"),
        "REQSUCCESS" => simulated.RequestPayment("STATE-1"),
        "REGISTER" => simulated.SignsUp(),
        "CANCEL" => Cancelled(simulated),
        _ => simulated.Paid(status),
    };

    static async Task<TestOrder> Cancelled(SimulatorFixture simulated)
    {
        var order = await simulated.Pay("STATE-1");
        await simulated.CallOperation("RecruitCancel", order);
        return order;
    }

    static List<string> Ids(string page, string pattern) => [.. Regex.Matches(page, pattern).Select(match => match.Groups[1].Value)];

    static Task<HttpResponseMessage> Post(SimulatorFixture simulated, TestOrder order, string form) =>
        simulated.PostForm($"/payments/{order.AccessId}", form);

    static Task<string> Body(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
