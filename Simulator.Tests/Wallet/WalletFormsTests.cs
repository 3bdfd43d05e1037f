#pragma warning disable format // aligned tables
using System.Net;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Wallet;

/// <summary>The wallet's plain forms, as a browser without scripts posts them.</summary>
public sealed class WalletFormsTests
{
    [Theory]
    [InlineData("taro@example.com", "wrong")]
    [InlineData("nobody@example.com", "password")]
    public async Task Sign_in_with_a_wrong_password_or_address_is_refused(string email, string password)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated, "WRONG-1");
        using var answer = await simulated.Post($"{visit}/sign-in", ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("data-error=\"wrong\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("AUTHPROCESS", await simulated.Status(order));
    }

    [Theory]
    [InlineData("taro", "approve", "none", "", "AUTH", null, 1000)]
    [InlineData("taro", "approve", "some", "300", "AUTH", null, 700)]
    [InlineData("hanako", "approve", "all", "", "AUTH", null, 0)]
    [InlineData("taro", "approve", "some", "501", "AUTHPROCESS", null, null)]
    [InlineData("taro", "approve", "some", "-1", "AUTHPROCESS", null, null)]
    [InlineData("taro", "approve", "some", "many", "AUTHPROCESS", null, null)]
    [InlineData("taro", "review", "all", "", "AUTHPROCESS", null, null)]
    [InlineData("taro", "leave", "none", "", "AUTHPROCESS", null, null)]
    [InlineData("sakura", "approve", "none", "", "AUTHPROCESS", null, null)]
    [InlineData("taro", "cancel", "none", "", "PAYFAIL", "RC1000009", null)]
    public async Task The_confirmation_form_applies_the_member_s_decision(
        string member, string decision, string points, string some, string status, string? errInfo, int? card)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated, "FORM-1");
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", $"{member}@example.com"), ("password", "password"));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        using var decided = await simulated.Post(visit, ("do", decision), ("points", points), ("pointsSome", some));
        var transaction = await simulated.TransactionOf(order);
        Assert.Equal((status, errInfo, card), (transaction.Status, transaction.ErrInfo, transaction.Card));
        var returns = decided.Headers.Location?.ToString().StartsWith("/payment/return/", StringComparison.Ordinal) is true;
        Assert.Equal(status != "AUTHPROCESS", returns);
    }

    [Theory]
    [InlineData("points=some&pointsSome=501",  "points", "501", "500")]
    [InlineData("points=some&pointsSome=many", "points", "many", "500")]
    [InlineData("points=half",                 "points", "half", "500")]
    [InlineData("coupon=HALF",                 "coupon", "HALF", "100円引き")]
    [InlineData("card=amex",                   "card",   "amex", "Mastercard **** 4444")]
    public async Task An_invalid_choice_is_explained_with_what_is_allowed(string choice, string error, string value, string allowed)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated, "CHOICE-1");
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        var fields = choice.Split('&').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]));
        using var paid = await simulated.Post(visit, [("do", "approve"), .. fields]);
        Assert.Equal(HttpStatusCode.Redirect, paid.StatusCode);
        var page = await Text(await simulated.Get(paid.Headers.Location!.ToString()));
        var message = page.Split("data-error=\"")[1].Split("</div>")[0];
        Assert.All([$"{error}\"", $"「{value}」", allowed], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Equal("AUTHPROCESS", await simulated.Status(order));
    }

    [Fact]
    public async Task A_declined_card_is_explained_and_the_choices_are_kept()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (_, visit) = await OpenWallet(simulated, "REFUSED-1");
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", "sakura@example.com"), ("password", "password"));
        using var refused = await simulated.Post(visit, ("do", "approve"), ("points", "some"), ("pointsSome", "30"));
        var page = await Text(await simulated.Get(refused.Headers.Location!.ToString()));
        Assert.Contains("data-error=\"declined\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"30\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_after_a_declined_card_reports_the_card_s_error()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated, "REFUSED-3");
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", "sakura@example.com"), ("password", "password"));
        using var refused = await simulated.Post(visit, ("do", "approve"), ("points", "some"), ("pointsSome", "30"));
        using var cancelled = await simulated.Post(visit, ("do", "cancel"));
        Assert.Equal("RC1000112", (await simulated.TransactionOf(order)).ErrInfo);
        Assert.Equal(300, (await simulated.MemberById("sakura")).Points);
        Assert.Contains("data-outcome=\"declined\"", await Text(await simulated.Get(visit)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_by_another_member_after_a_declined_card_is_a_plain_cancel()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated, "REFUSED-2");
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", "sakura@example.com"), ("password", "password"));
        using var refused = await simulated.Post(visit, ("do", "approve"));
        using var signedOut = await simulated.Post(visit, ("do", "sign-out"));
        using var again = await simulated.Post($"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var cancelled = await simulated.Post(visit, ("do", "cancel"));
        Assert.Equal("RC1000009", (await simulated.TransactionOf(order)).ErrInfo);
    }

    [Theory]
    [InlineData("", 20_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData("/sign-in", 20_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData("/test", 20_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData("", 70, HttpStatusCode.BadRequest, "もう一度お試しください")]
    public async Task A_form_above_a_limit_is_answered_with_a_page_that_links_back(
        string path, int fields, HttpStatusCode status, string message)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (order, visit) = await OpenWallet(simulated, "LONG-1");
        using var answer = await simulated.Post(visit + path, [.. Enumerable.Range(0, fields).Select(index => ($"f{index}", "1"))]);
        var page = await Text(answer);
        Assert.Equal(status, answer.StatusCode);
        Assert.All(["data-kind=\"unreadable\"", $"href=\"{new Uri(visit).AbsolutePath}\"", message],
            part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Equal("AUTHPROCESS", await simulated.Status(order));
    }

    [Theory]
    [InlineData("GET", "/recruit")]
    [InlineData("GET", "/recruit/pay/nobody")]
    [InlineData("POST", "/recruit/pay/nobody")]
    [InlineData("POST", "/recruit/pay/nobody/test")]
    [InlineData("GET", "/recruit/contracts/nobody")]
    [InlineData("POST", "/recruit/contracts/nobody/end")]
    public async Task An_unknown_wallet_path_is_answered_404_with_a_link_to_the_demo_shop(string verb, string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = verb == "GET" ? await simulated.Get(path) : await simulated.Post(path, ("do", "approve"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("data-testid=\"demo-shop\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_reload_of_a_form_s_answer_redirects_to_the_payment()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (_, visit) = await OpenWallet(simulated, "RELOAD-1");
        foreach (var path in (string[])["/sign-in", "/test"])
        {
            using var answer = await simulated.Get(visit + path);
            Assert.Equal(new Uri(visit).AbsolutePath, answer.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task A_second_approval_does_not_pay_again()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (_, visit) = await OpenWallet(simulated, "DOUBLE-1");
        using var signedIn = await simulated.Post($"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var first = await simulated.Post(visit, ("do", "approve"), ("points", "all"));
        using var second = await simulated.Post(visit, ("do", "approve"), ("points", "all"));
        Assert.Contains("data-kind=\"finished\"", await Text(second), StringComparison.Ordinal);
        await simulated.Advance("PT0S");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH"], simulated.NotifiedStatuses);
    }

    static async Task<(TestOrder Order, string Visit)> OpenWallet(SimulatorFixture simulated, string orderId)
    {
        var order = await simulated.RequestPayment(orderId);
        using var start = await simulated.OpenStartUrl(order);
        return (order, start.Headers.Location!.ToString());
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
