using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The demo shop: a subscription over a year, late notifications, use without script.</summary>
public sealed class ShopBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Subscription_is_charged_for_a_year_changed_and_ended()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("day").SelectOptionAsync("20");
        await page.GetByTestId("buy-tea").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await Expect(page.GetByTestId("charge-day")).ToContainTextAsync("20");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Subscribed");
        await Expect(page.GetByTestId("plan-start")).ToHaveTextAsync("2026-01");
        await page.FitsItsWidth("shop-subscribed");

        await simulated.Advance("P365D");
        await page.GetByTestId("refresh").ClickAsync();
        await Expect(page.Locator("[data-testid=month][data-status=SALES]")).ToHaveCountAsync(12);
        await page.GetByTestId("take-back-202612").ClickAsync();
        await Expect(page.Locator("[data-month='202612']")).ToHaveAttributeAsync("data-status", "CANCEL");
        await page.GetByTestId("new-amount").FillAsync("500");
        await page.GetByTestId("change").ClickAsync();
        await Expect(page.GetByTestId("order-total")).ToHaveTextAsync("¥550");
        // The charge of a month that has begun keeps its amount.
        await Expect(page.Locator("[data-month='202701']")).ToContainTextAsync("¥1,078");
        await page.IsAccessible("shop-a-year-later");

        await page.GetByTestId("cancel-order").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Cancelled");
        await page.FitsItsWidth("shop-subscription-ended");
        await page.GetByTestId("shop-orders").ClickAsync();
        await Expect(page.GetByTestId("order-row")).ToHaveCountAsync(1);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Order_page_shows_a_late_notification_without_being_reloaded()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("for-testers").Locator("summary").ClickAsync();
        await page.GetByTestId("scenario").SelectOptionAsync("notification-five-minutes-late");
        await page.GetByTestId("buy-pot").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.GetByTestId("developer").Locator("summary").ClickAsync();
        await page.EvaluateAsync("window.same = true");
        await Expect(page.Locator("[data-by=notification][data-status=AUTH]")).ToHaveCountAsync(0);
        await Expect(page.Locator("#order")).ToHaveAttributeAsync("hx-trigger", "every 2s");
        await simulated.Advance("PT5M");
        await Expect(page.Locator("[data-by=notification][data-status=AUTH]")).ToBeVisibleAsync();
        await Expect(page.Locator("#order")).Not.ToHaveAttributeAsync("hx-trigger", "every 2s");
        Assert.True(await page.EvaluateAsync<bool>("window.same === true"));
        await page.FitsItsWidth("shop-told-late");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Order_page_updates_itself_when_the_payment_is_made_elsewhere()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-card").ClickAsync();
        await Expect(page.GetByTestId("sign-in-as-taro")).ToBeVisibleAsync();
        var payment = (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        await page.GotoAsync($"/shop/orders/{payment["orderId"]}");
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paying");
        await page.FitsItsWidth("shop-waiting");
        await simulated.CallApi(HttpMethod.Post, $"/transactions/{payment["accessId"]}/consumer", """{"action":"approve"}""");
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Lost_request_is_repeated_paid_and_delivered_without_script()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese, script: false);
        var (page, errors) = window;
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"request-answer-lost"}""");
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-lamp").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paying");
        await page.GetByTestId("again").ClickAsync();
        await page.GetByTestId("hop").GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await page.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.GetByTestId("capture").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Captured");
        await Expect(page.GetByTestId("capture")).ToHaveCountAsync(0);
        await page.GotoAsync("/shop/orders");
        await Expect(page.GetByTestId("order-row")).ToHaveCountAsync(2);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Unknown_product_is_refused_with_its_name()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, _) = window;
        await page.GotoAsync("/shop");
        await page.EvaluateAsync("document.querySelector('[data-testid=buy-pot]').value = 'a sofa for two'");
        await page.GetByTestId("buy-pot").ClickAsync();
        await Expect(page.GetByTestId("fault")).ToContainTextAsync("a sofa for two");
        await page.FitsItsWidth("shop-refused");
    }
}
