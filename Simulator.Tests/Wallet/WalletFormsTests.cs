using System.Net;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Wallet;

/// <summary>The wallet as a browser without script uses it: plain forms.</summary>
public sealed class WalletFormsTests
{
    [Theory]
    [InlineData("taro@example.com", "wrong")]
    [InlineData("nobody@example.com", "password")]
    public async Task A_wrong_password_stays_at_the_sign_in_and_changes_nothing(string email, string password)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "WRONG-1");
        using var answer = await Posts(simulated, $"{visit}/sign-in", ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("data-error=\"wrong\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
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
    public async Task What_a_member_decides_is_what_happens(string member, string decision, string points, string some, string status, string? errInfo, int? card)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "FORM-1");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", $"{member}@example.com"), ("password", "password"));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        using var decided = await Posts(simulated, visit, ("do", decision), ("points", points), ("pointsSome", some));
        var transaction = await simulated.Transaction(order);
        Assert.Equal((status, errInfo, card), ((string?)transaction["status"], (string?)transaction["errInfo"], (int?)transaction["card"]));
        Assert.Equal(status != "AUTHPROCESS", decided.Headers.Location?.ToString().StartsWith("/payment/return/", StringComparison.Ordinal) is true);
    }

    [Theory]
    [InlineData("points=some&pointsSome=501",  "points", "501", "500")]
    [InlineData("points=some&pointsSome=many", "points", "many", "500")]
    [InlineData("points=half",                 "points", "half", "500")]
    [InlineData("coupon=HALF",                 "coupon", "HALF", "100円引き")]
    [InlineData("card=amex",                   "card",   "amex", "Mastercard **** 4444")]
    public async Task A_choice_that_is_not_on_offer_is_named_with_what_is_and_can_be_reloaded(string choice, string error, string value, string allowed)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "CHOICE-1");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var paid = await Posts(simulated, visit, [("do", "approve"), .. choice.Split('&').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);
        Assert.Equal(HttpStatusCode.Redirect, paid.StatusCode);
        var page = await Text(await simulated.Get(paid.Headers.Location!.ToString()));
        var said = page.Split("data-error=\"")[1].Split("</div>")[0];
        Assert.All([$"{error}\"", $"「{value}」", allowed], part => Assert.Contains(part, said, StringComparison.Ordinal));
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task Giving_up_after_a_refused_card_tells_the_shop_of_the_card()
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "REFUSED-1");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", "sakura@example.com"), ("password", "password"));
        using var refused = await Posts(simulated, visit, ("do", "approve"), ("points", "some"), ("pointsSome", "30"));
        var page = await Text(await simulated.Get(refused.Headers.Location!.ToString()));
        Assert.Contains("data-error=\"declined\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"30\"", page, StringComparison.Ordinal);
        using var cancelled = await Posts(simulated, visit, ("do", "cancel"));
        Assert.Equal("RC1000112", (string?)(await simulated.Transaction(order))["errInfo"]);
        Assert.Equal(300, (int?)(await simulated.Api(HttpMethod.Get, "/members"))["body"]!["items"]!.AsArray().Single(member => (string?)member!["id"] == "sakura")!["points"]);
        Assert.Contains("data-outcome=\"declined\"", await Text(await simulated.Get(visit)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_member_who_cancels_after_a_refused_card_has_only_cancelled()
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "REFUSED-2");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", "sakura@example.com"), ("password", "password"));
        using var refused = await Posts(simulated, visit, ("do", "approve"));
        using var signedOut = await Posts(simulated, visit, ("do", "sign-out"));
        using var again = await Posts(simulated, $"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var cancelled = await Posts(simulated, visit, ("do", "cancel"));
        Assert.Equal("RC1000009", (string?)(await simulated.Transaction(order))["errInfo"]);
    }

    [Theory]
    [InlineData("", 20_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData("/sign-in", 20_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData("/test", 20_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData("", 70, HttpStatusCode.BadRequest, "もう一度お試しください")]
    public async Task A_form_that_cannot_be_read_is_answered_with_a_page_that_leads_back(string path, int fields, HttpStatusCode status, string said)
    {
        await using var simulated = await Simulated.Start();
        var (order, visit) = await Arrives(simulated, "LONG-1");
        using var answer = await Posts(simulated, visit + path, [.. Enumerable.Range(0, fields).Select(index => ($"f{index}", "1"))]);
        var page = await Text(answer);
        Assert.Equal(status, answer.StatusCode);
        Assert.All(["data-kind=\"unreadable\"", $"href=\"{new Uri(visit).AbsolutePath}\"", said], part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Equal("AUTHPROCESS", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Theory]
    [InlineData("GET", "/recruit")]
    [InlineData("GET", "/recruit/pay/nobody")]
    [InlineData("POST", "/recruit/pay/nobody")]
    [InlineData("POST", "/recruit/pay/nobody/test")]
    [InlineData("GET", "/recruit/contracts/nobody")]
    [InlineData("POST", "/recruit/contracts/nobody/end")]
    public async Task Where_nothing_is_the_wallet_says_so_and_leads_on(string verb, string path)
    {
        await using var simulated = await Simulated.Start();
        using var answer = verb == "GET" ? await simulated.Get(path) : await Posts(simulated, path, ("do", "approve"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("data-testid=\"demo-shop\"", await Text(answer), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Reloading_what_a_form_showed_leads_to_the_payment()
    {
        await using var simulated = await Simulated.Start();
        var (_, visit) = await Arrives(simulated, "RELOAD-1");
        foreach (var path in (string[])["/sign-in", "/test"])
        {
            using var answer = await simulated.Get(visit + path);
            Assert.Equal(new Uri(visit).AbsolutePath, answer.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task Approving_twice_pays_once()
    {
        await using var simulated = await Simulated.Start();
        var (_, visit) = await Arrives(simulated, "DOUBLE-1");
        using var signedIn = await Posts(simulated, $"{visit}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        using var first = await Posts(simulated, visit, ("do", "approve"), ("points", "all"));
        using var second = await Posts(simulated, visit, ("do", "approve"), ("points", "all"));
        Assert.Contains("data-kind=\"finished\"", await Text(second), StringComparison.Ordinal);
        await simulated.Advance("PT0S");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH"], simulated.Told);
    }

    static async Task<(Order Order, string Visit)> Arrives(Simulated simulated, string orderId)
    {
        var order = await simulated.Executes(orderId);
        using var start = await simulated.Get($"/payment/RecruitStart.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}");
        return (order, start.Headers.Location!.ToString());
    }

    static async Task<HttpResponseMessage> Posts(Simulated simulated, string path, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), form, TestContext.Current.CancellationToken);
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
