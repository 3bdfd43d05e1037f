using System.Net;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The page <c>/connect</c>, by HTTP.</summary>
public sealed class ConnectPageTests
{
    [Theory]
    [InlineData("kantansim1", "FIRST-1", "accepted")]
    [InlineData("wrong", "FIRST-1", "refused", "M01002002", "No shop has this ShopID and ShopPass")]
    [InlineData("kantansim1", "", "refused", "M01004001")]
    public async Task First_call_is_shown_with_the_reason_of_its_refusal(string password, string orderId, params string[] shown)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Contains("data-testid=\"waiting\"", await simulated.Page("/connect"), StringComparison.Ordinal);
        await simulated.Call("EntryTranRecruit", null,
            ("ShopID", TestOrder.FirstShop), ("ShopPass", password), ("OrderID", orderId), ("JobCd", "AUTH"), ("Amount", "1000"));
        var page = await simulated.Page("/connect");
        Assert.DoesNotContain("data-testid=\"waiting\"", page, StringComparison.Ordinal);
        var arrived = page.Split("data-testid=\"first-call\"")[1].Split("</section>")[0];
        Assert.Contains("EntryTranRecruit", arrived, StringComparison.Ordinal);
        Assert.Contains("href=\"/traffic?call=1#call-1\"", arrived, StringComparison.Ordinal);
        Assert.All(shown, text => Assert.Contains(text, arrived, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tshop0000000l", "A call with a ShopID that does not exist, tshop0000000l:")]
    [InlineData("", "A call that names no ShopID:")]
    public async Task Call_of_an_unknown_shop_is_shown_while_a_shop_waits(string shopId, string title)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Call("EntryTranRecruit", null, ("ShopID", shopId), ("ShopPass", "kantansim1"), ("OrderID", "STRAY-1"));
        var page = await simulated.Page("/connect");
        Assert.Contains("data-testid=\"waiting\"", page, StringComparison.Ordinal);
        Assert.Contains(title, page.Split("data-testid=\"stray\"")[1], StringComparison.Ordinal);
        await simulated.RegisterPayment("LATER-1");
        Assert.DoesNotContain("data-testid=\"stray\"", await simulated.Page("/connect"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_of_a_browser_is_no_call_of_an_unknown_shop()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("BROWSER-1");
        await simulated.Submits("/payment/RecruitStart.idPass", ("AccessID", order.AccessId), ("Token", order.Token));
        Assert.Contains("RecruitStart", await simulated.Page("/traffic"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"stray\"", await simulated.Page("/connect"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_whose_answer_was_lost_is_not_shown_as_accepted()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Record.ExceptionAsync(() => simulated.RegisterPayment("LOST-1", "registration-answer-lost"));
        var arrived = (await simulated.Page("/connect")).Split("data-testid=\"first-call\"")[1].Split("</section>")[0];
        Assert.DoesNotContain("accepted", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_URL_is_saved_and_tested_for_the_chosen_shop_alone()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("second1");
        var before = (await simulated.CallApi(HttpMethod.Get, $"/shops/{TestOrder.FirstShop}"))["body"]!.ToJsonString();
        var saved = await DeskResponse.Post(simulated, "/connect/test?shopId=second1", ("notifyUrl", $"{simulated.Merchant.Url}/other"));
        Assert.Equal(303, saved.Http);
        var page = await simulated.Page("/connect?shopId=second1&done=tested");
        Assert.Contains("data-testid=\"test-result\"", page, StringComparison.Ordinal);
        Assert.Equal("second1", Assert.Single(simulated.Received("/other"))["ShopID"]);
        Assert.Equal(before, (await simulated.CallApi(HttpMethod.Get, $"/shops/{TestOrder.FirstShop}"))["body"]!.ToJsonString());
    }

    [Theory]
    [InlineData("notify", "tshop00000001", "ftp://shop.test", "ftp://shop.test", 400)]
    [InlineData("test", "tshop00000001", "notify", "an absolute http or https URL", 400)]
    [InlineData("notify", "nobody", "http://127.0.0.1/", "nobody", 404)]
    public async Task Invalid_form_is_refused_with_the_value_and_what_is_allowed(
        string form, string shopId, string url, string said, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        var refused = await DeskResponse.Post(simulated, $"/connect/{form}?shopId={shopId}&lang=en", ("notifyUrl", url));
        Assert.Equal(status, refused.Http);
        var faults = WebUtility.HtmlDecode(refused.Html).Split("data-testid=\"faults\"")[1].Split("</ul>")[0];
        Assert.Contains(said, faults, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_says_to_add_a_shop_when_there_is_none()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Delete, $"/shops/{TestOrder.FirstShop}");
        Assert.Contains("data-testid=\"no-shop\"", await simulated.Page("/connect"), StringComparison.Ordinal);
        Assert.Equal(404, (await DeskResponse.Get(simulated, $"/connect?shopId={TestOrder.FirstShop}")).Http);
    }

    [Fact]
    public async Task Programs_name_the_path_base_and_the_chosen_shop()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:PathBase=/sim");
        var page = WebUtility.HtmlDecode(await simulated.Page("/sim/connect"));
        Assert.Contains($"const GATEWAY = \"{simulated.Url}/sim\";", page, StringComparison.Ordinal);
        Assert.Contains("formaction=\"/sim/connect/test?shopId=tshop00000001\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "There is no shop \"nowhere\".")]
    [InlineData("ja", "「nowhere」は見つかりません。")]
    public async Task Unknown_shop_is_named_and_no_other_shop_is_shown(string language, string text)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await DeskResponse.Get(simulated, $"/connect?shopId=nowhere&lang={language}");
        Assert.Equal(404, page.Http);
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"shop-pass\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("変更していません", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/shops#add\"", page.Html, StringComparison.Ordinal);
    }
}
