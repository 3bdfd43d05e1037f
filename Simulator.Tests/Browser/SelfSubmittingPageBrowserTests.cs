using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The pages between shop, gateway and wallet whose forms are submitted by a script.</summary>
public sealed class SelfSubmittingPageBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English)]
    [InlineData(BrowserProfile.Japanese)]
    public async Task Self_submitting_page_offers_a_button_when_scripts_fail_to_load(BrowserProfile profile)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, _) = window;
        await page.RouteAsync("**/*.js", script => script.AbortAsync());
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-pot").ClickAsync();
        var button = page.GetByTestId("hop").GetByRole(AriaRole.Button);
        await Expect(button).ToBeVisibleAsync();
        await page.IsAccessible("hop");
        await button.ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.FitsItsWidth("confirm-plain");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("return-continue")).ToBeVisibleAsync();
        await page.IsAccessible("return");
        await page.GetByTestId("return-continue").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
    }
}
