using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A person at the demo shop: shop → wallet → back → captured → deposited, watched on the dashboard.</summary>
public sealed class PurchaseWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Buys_pays_with_points_and_card_and_is_captured_and_deposited(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;

        await page.GotoAsync("/shop");
        await page.Passes("shop");
        await page.GetByTestId("buy-pot").ClickAsync();
        await Expect(page.GetByTestId("shop-name")).ToContainTextAsync("Kantan Goods");
        await page.Passes("sign-in");
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("points-some-number").FillAsync("140");
        await page.GetByTestId("points-some-number").BlurAsync();
        await Expect(page.GetByTestId("charge").First).ToContainTextAsync("2,500");
        await page.Passes("confirm");
        await page.GetByTestId("approve").ClickAsync();

        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.Passes("order-paid");
        var orderId = await page.GetByTestId("order-id").InnerTextAsync();
        await page.GetByTestId("capture").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Captured");
        await page.Passes("order-captured");
        await simulated.Advance("P1D");

        await page.GotoAsync("/");
        await page.Passes("dashboard");
        await page.GetByRole(AriaRole.Link, new() { Name = orderId }).ClickAsync();
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES");
        for (var step = 1; step <= 11; step++) await Expect(page.Locator($"[data-step='{step}'][data-reached=true]").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-reached=false]")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("paid-card")).ToHaveTextAsync("¥2,500");
        await page.Passes("payment");
        await page.Pictured("readme-payment");
        await page.GetByTestId("nav-deposits").ClickAsync();
        await Expect(page.GetByTestId("net")).ToHaveTextAsync("¥2,640");
        await page.Passes("deposits");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_consumer_who_cancels_comes_back_to_an_order_that_failed()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-card").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("cancel").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Failed");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_notification_that_waits_for_the_browser_goes_out_when_the_merchant_has_answered_it()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await simulated.Api(HttpMethod.Post, "/scenarios/arm", """{"scenario":"browser-comes-first"}""");
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-card").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        var payment = (await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        var waited = await simulated.Api(HttpMethod.Get, $"/transactions/{payment["accessId"]}/wait?step=9");
        Assert.Equal(200, (int?)waited["http"]);
        var timeline = waited["body"]!["timeline"]!.AsArray().Select(line => (string?)line!["what"]).ToList();
        Assert.InRange(timeline.IndexOf("result notification AUTH (attempt 1)"), timeline.IndexOf("the browser is back at the merchant") + 1, timeline.Count);
        Assert.Contains("the browser is back at the merchant", timeline);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_dashboard_shows_a_payment_that_is_registered_while_it_is_looked_at()
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("no-payments")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        var order = await simulated.Executes("LIVE-1");
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("LIVE-1");
        await page.GetByRole(AriaRole.Link, new() { Name = "LIVE-1" }).ClickAsync();
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await simulated.Plays(order);
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("AUTH");
        await Expect(page.Locator("[data-testid=notification-state][data-status=delivered]")).ToHaveCountAsync(3);
        Assert.Empty(errors);
    }
}
