using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>How a person comes to the wallet's pages, and comes to them again.</summary>
internal static class WalletVisits
{
    /// <summary>A window whose member has signed in and may pay.</summary>
    public static async Task<Window> AtConfirm(this Chromium chromium, Simulated simulated, string language, int width, string member)
    {
        var window = await chromium.Open(simulated.Url, language, width);
        var (page, _) = window;
        await page.Buys();
        await page.GetByTestId($"sign-in-as-{member}").ClickAsync();
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        return window;
    }

    /// <summary>Buys at the shop, and is at the wallet.</summary>
    public static async Task Buys(this IPage page)
    {
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-pot").ClickAsync();
        if (await page.Locator("[data-testid=return-form], form#post").Locator("button:visible").CountAsync() > 0) await page.Locator("button:visible").ClickAsync();
        await Expect(page.GetByTestId("sign-in-form")).ToBeVisibleAsync();
    }

    /// <summary>Presses the browser's back button until the wallet is there: a hop in between may or may not be a stop of its own.</summary>
    public static async Task GoesBackToTheWallet(this IPage page)
    {
        for (var step = 0; step < 5 && !page.Url.Contains("/recruit/", StringComparison.Ordinal); step++) await page.GoBackAsync();
        await Expect(page.GetByTestId("notice")).ToBeVisibleAsync();
    }
}
