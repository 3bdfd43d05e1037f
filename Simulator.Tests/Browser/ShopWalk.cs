using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A customer of the demo shop: a subscription and its year, news that come late, a browser without script, a keyboard alone.</summary>
public sealed class ShopWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Subscribes_is_charged_for_a_year_pays_less_and_ends_it(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("day").SelectOptionAsync("20");
        await page.GetByTestId("buy-tea").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await Expect(page.GetByTestId("charge-day")).ToContainTextAsync("20");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Subscribed");
        await Expect(page.GetByTestId("plan-start")).ToHaveTextAsync("2026-01");
        await page.Passes("shop-subscribed");

        await simulated.Advance("P365D");
        await page.GetByTestId("refresh").ClickAsync();
        await Expect(page.Locator("[data-testid=month][data-status=SALES]")).ToHaveCountAsync(12);
        await page.GetByTestId("take-back-202612").ClickAsync();
        await Expect(page.Locator("[data-month='202612']")).ToHaveAttributeAsync("data-status", "CANCEL");
        await page.GetByTestId("new-amount").FillAsync("500");
        await page.GetByTestId("change").ClickAsync();
        await Expect(page.GetByTestId("order-total")).ToHaveTextAsync("¥550");
        // The month that has begun is charged at the price that it began with.
        await Expect(page.Locator("[data-month='202701']")).ToContainTextAsync("¥1,078");
        await page.Passes("shop-a-year-later");

        await page.GetByTestId("cancel-order").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Cancelled");
        await page.Passes("shop-subscription-ended");
        await page.GetByTestId("shop-orders").ClickAsync();
        await Expect(page.GetByTestId("order-row")).ToHaveCountAsync(1);
        await page.Passes("shop-orders");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task A_page_that_waits_learns_of_the_payment_and_of_its_late_notification_without_being_reloaded(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("for-testers").Locator("summary").ClickAsync();
        await page.GetByTestId("scenario").SelectOptionAsync("notification-five-minutes-late");
        await page.Passes("shop-for-testers");
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
        await page.Passes("shop-told-late");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task An_open_payment_s_page_moves_on_when_it_is_paid_elsewhere()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, "ja", 390);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-card").ClickAsync();
        await Expect(page.GetByTestId("sign-in-as-taro")).ToBeVisibleAsync();
        var payment = (await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        await page.GotoAsync($"/shop/orders/{payment["orderId"]}");
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paying");
        await page.Passes("shop-waiting");
        await simulated.Api(HttpMethod.Post, $"/transactions/{payment["accessId"]}/consumer", """{"action":"approve"}""");
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Without_script_buttons_lead_through_a_lost_request_a_new_order_and_its_delivery(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width, script: false);
        var (page, errors) = window;
        await simulated.Api(HttpMethod.Post, "/scenarios/arm", """{"scenario":"request-answer-lost"}""");
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
    public async Task The_keyboard_alone_leads_from_the_goods_to_the_wallet()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        for (var tabs = 0; await page.EvaluateAsync<string?>("document.activeElement.dataset.testid") != "buy-pot"; tabs++)
        {
            Assert.True(tabs < 30, "no way by Tab to the button");
            await page.Keyboard.PressAsync("Tab");
        }
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("shop-name")).ToContainTextAsync("Kantan Goods");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task What_cannot_be_taken_is_a_page_of_the_shop(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, _) = window;
        await page.GotoAsync("/shop/orders/none");
        await page.Passes("shop-unknown");
        await page.GotoAsync("/shop");
        await page.EvaluateAsync("document.querySelector('[data-testid=buy-pot]').value = 'a sofa for two'");
        await page.GetByTestId("buy-pot").ClickAsync();
        await Expect(page.GetByTestId("fault")).ToContainTextAsync("a sofa for two");
        await page.Passes("shop-refused");
    }
}
