using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>Steps to the wallet's pages.</summary>
internal static class WalletNavigation
{
    /// <summary>Opens a window in which a member has signed in and can confirm the payment.</summary>
    public static async Task<Window> OpenConfirmPage(
        this Chromium chromium, SimulatorFixture simulated, BrowserProfile profile, string member)
    {
        var window = await chromium.Open(simulated.Url, profile);
        var (page, _) = window;
        await page.BuyPot();
        await page.GetByTestId($"sign-in-as-{member}").ClickAsync();
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        return window;
    }

    /// <summary>Buys the pot at the shop and waits for the wallet's sign-in page.</summary>
    /// <param name="script">Whether scripts run. Without them a button leads from the shop to the wallet.</param>
    public static async Task BuyPot(this IPage page, bool script = true)
    {
        await page.GotoAsync("/shop");
        await page.GetByTestId("buy-pot").ClickAsync();
        if (!script) await page.GetByTestId("hop").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("sign-in-form")).ToBeVisibleAsync();
    }

    /// <summary>Goes back to the wallet. Self-submitting pages in between may or may not have an entry in the history.</summary>
    public static async Task GoBackToTheWallet(this IPage page)
    {
        for (var step = 0; step < 5 && !page.Url.Contains("/recruit/", StringComparison.Ordinal); step++)
            await page.GoBackAsync();
        await Expect(page.GetByTestId("notice")).ToBeVisibleAsync();
    }

    /// <summary>Opens the wallet for a payment without a browser.</summary>
    /// <returns>The id of the visit.</returns>
    public static async Task<string> VisitOf(this SimulatorFixture simulated, TestOrder order, string api = "RecruitStart")
    {
        using var start = await simulated.OpenStartUrl(order, api);
        return start.Headers.Location!.ToString().Split('/')[^1];
    }
}
