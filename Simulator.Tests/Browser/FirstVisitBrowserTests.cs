using KantanSim.Admin.Pages;
using KantanSim.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A first visit with the page <c>/connect</c>, and an advance that is watched in the window that has started it.</summary>
public sealed class FirstVisitBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Shop_is_connected_from_the_empty_list_to_its_first_call()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await page.GetByTestId("connect-page").ClickAsync();
        await Expect(page.GetByTestId("waiting")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("shop-pass")).ToBeHiddenAsync();
        await page.GetByTestId("show-pass").PressAsync("Enter");
        await Expect(page.GetByTestId("shop-pass")).ToHaveTextAsync("kantansim1");
        await page.GetByTestId("notify-url").FillAsync($"{simulated.Merchant.Url}/typed");
        await page.GetByTestId("open-python").PressAsync("Enter");
        // What is typed and opened stays when the call arrives.
        await simulated.Call("EntryTranRecruit", null, ("ShopID", TestOrder.FirstShop), ("ShopPass", "wrong"), ("OrderID", "VISIT-1"));
        await Expect(page.GetByTestId("first-call")).ToContainTextAsync("M01002002");
        await Expect(page.GetByTestId("notify-url")).ToHaveValueAsync($"{simulated.Merchant.Url}/typed");
        await Expect(page.GetByTestId("program-python")).ToContainTextAsync("kantansim1");
        await Expect(page.GetByTestId("program-python")).ToBeVisibleAsync();
        await page.IsAccessible("connect-refused");
        await page.GetByTestId("test").ClickAsync();
        await Expect(page.GetByTestId("test-reading")).ToHaveAttributeAsync("class", "badge good");
        await simulated.RegisterPayment("VISIT-2");
        await Expect(page.GetByTestId("latest-call")).ToContainTextAsync("accepted");
        await page.IsAccessible("connect-accepted");
        await page.GetByTestId("first-call").GetByText("See the call").ClickAsync();
        await Expect(page.Locator("#call-1")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Advance_is_watched_in_the_window_that_has_started_it()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<ClockPages>().MaxWait = TimeSpan.Zero;
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        await simulated.RequestPayment("WATCH-1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/clock");
        await Expect(page.GetByTestId("upcoming")).ToContainTextAsync("WATCH-1");
        await page.IsAccessible("clock-upcoming");
        await page.GetByTestId("advance-day").ClickAsync();
        await Expect(page.GetByTestId("progress")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("so-far-expired")).ToHaveTextAsync("0");
        await page.IsAccessible("clock-progress");
        merchant.Answer();
        await Expect(page.GetByTestId("happened-expired")).ToContainTextAsync("WATCH-1");
        await Expect(page.GetByTestId("done")).ToContainTextAsync("時計を進めました");
        await page.FitsItsWidth("clock-advanced");
        await page.GetByTestId("list-expired").ClickAsync();
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("WATCH-1");
        Assert.Empty(errors);
    }
}
