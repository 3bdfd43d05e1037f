using KantanSim.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The wallet when the consumer goes back, clicks twice, opens several tabs, or leaves and returns.</summary>
public sealed class WalletRepeatBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Back_button_after_paying_leads_to_a_notice()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English, script: false);
        var (page, _) = window;
        await page.BuyPot(script: false);
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await Expect(page.GetByTestId("points-slider")).ToBeHiddenAsync();
        await page.GetByTestId("points-some").CheckAsync();
        await page.GetByTestId("points-some-number").FillAsync("140");
        await page.GetByTestId("review").ClickAsync();
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,500");
        await page.GetByTestId("approve").ClickAsync();
        await page.Locator("[data-testid=return-form] button").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.GoBackToTheWallet();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-outcome", "paid");
    }

    [Fact]
    public async Task Payment_in_several_tabs_is_made_once()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.OpenConfirmPage(simulated, BrowserProfile.English, "taro");
        var (page, errors) = window;
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        var third = await page.Context.NewPageAsync();
        await third.GotoAsync(page.Url);
        await page.GetByTestId("approve").DblClickAsync();
        await Expect(page.GetByTestId("order-state").Or(page.GetByTestId("notice"))).ToBeVisibleAsync();
        await other.GetByTestId("approve").ClickAsync();
        await Expect(other.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "finished");
        // Not CheckAsync, which reads the element afterwards: the notice may have replaced it.
        await third.GetByTestId("points-all").ClickAsync();
        await Expect(third.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "finished");
        await Expect(third.GetByTestId("return-to-shop")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Payment_that_is_left_can_be_resumed_until_it_expires()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.OpenConfirmPage(simulated, BrowserProfile.Japanese, "jiro");
        var (page, errors) = window;
        await page.GetByTestId("leave").ClickAsync();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "left");
        await page.IsAccessible("wallet-left");
        await page.GetByTestId("resume").ClickAsync();
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        await simulated.Advance("PT31M");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "expired");
        await page.IsAccessible("wallet-expired");
        await page.GetByTestId("return-to-shop").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }
}
