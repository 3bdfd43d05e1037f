using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A purchase at the demo shop, through the wallet to the deposit, as the dashboard shows it.</summary>
public sealed class PurchaseBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Purchase_is_paid_with_points_and_card_captured_and_deposited(string language)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync($"/shop?lang={language}");
        await page.GetByTestId("buy-pot").ClickAsync();
        await Expect(page.GetByTestId("shop-name")).ToContainTextAsync("Kantan Goods");
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("points-some-number").FillAsync("140");
        await page.GetByTestId("points-some-number").BlurAsync();
        await Expect(page.GetByTestId("charge").First).ToContainTextAsync("2,500");
        await page.GetByTestId("approve").ClickAsync();

        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        var orderId = await page.GetByTestId("order-id").InnerTextAsync();
        await page.GetByTestId("capture").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Captured");
        await simulated.Advance("P1D");

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = orderId }).ClickAsync();
        await Expect(page.GetByTestId("status")).ToContainTextAsync("SALES");
        for (var step = 1; step <= 11; step++)
            await Expect(page.Locator($"[data-step='{step}'][data-reached=true]").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-reached=false]")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("paid-card")).ToHaveTextAsync("¥2,500");
        await page.GetByTestId("story").EvaluateAsync("story => scrollTo(0, story.offsetTop - 20)");
        await page.TakePicture("readme-payment");
        await page.GetByTestId("nav-deposits").ClickAsync();
        await Expect(page.GetByTestId("net")).ToHaveTextAsync("¥2,640");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Purchase_cancelled_at_the_wallet_ends_with_a_failed_order()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-card").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("cancel").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Failed");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Notification_held_for_the_browser_is_sent_after_the_browser_has_returned()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"browser-comes-first"}""");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-card").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        var payment = (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        var waited = await simulated.CallApi(HttpMethod.Get, $"/transactions/{payment["accessId"]}/wait?step=9");
        Assert.Equal(200, (int?)waited["http"]);
        var timeline = waited["body"]!["timeline"]!.AsArray().Select(line => (string?)line!["what"]).ToList();
        var back = timeline.IndexOf("the browser is back at the merchant");
        Assert.InRange(timeline.IndexOf("result notification AUTH (attempt 1)"), back + 1, timeline.Count);
        Assert.NotEqual(-1, back);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Dashboard_shows_a_payment_that_is_registered_and_paid_while_it_is_open()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("no-payments")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        var order = await simulated.RequestPayment("LIVE-1");
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("LIVE-1");
        await page.GetByRole(AriaRole.Link, new() { Name = "LIVE-1" }).ClickAsync();
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await simulated.PostConsumerAction(order);
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("AUTH（仮売上）");
        await Expect(page.Locator("[data-testid=notification-state][data-status=delivered]")).ToHaveCountAsync(3);
        Assert.Empty(errors);
    }
}
