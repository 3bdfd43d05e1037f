using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A person who does it twice at the wallet: goes back, clicks twice, opens tabs, leaves and comes back.</summary>
public sealed class WalletAgainWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Without_script_the_number_and_a_button_do_and_going_back_after_paying_is_no_way_to_pay_again(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width, script: false);
        var (page, _) = window;
        await page.Buys();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await Expect(page.GetByTestId("points-slider")).ToBeHiddenAsync();
        await page.GetByTestId("points-some").CheckAsync();
        await page.GetByTestId("points-some-number").FillAsync("140");
        await page.GetByTestId("review").ClickAsync();
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,500");
        await page.GetByTestId("approve").ClickAsync();
        await page.Locator("[data-testid=return-form] button").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.GoesBackToTheWallet();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-outcome", "paid");
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Two_tabs_pay_once_and_the_second_is_told(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.AtConfirm(simulated, language, width, "taro");
        var (page, errors) = window;
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        var third = await page.Context.NewPageAsync();
        await third.GotoAsync(page.Url);
        await page.GetByTestId("approve").DblClickAsync();
        await Expect(page.GetByTestId("order-state").Or(page.GetByTestId("notice"))).ToBeVisibleAsync();
        await other.GetByTestId("approve").ClickAsync();
        await Expect(other.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "finished");
        await third.GetByTestId("points-all").CheckAsync();
        await Expect(third.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "finished");
        await Expect(third.GetByTestId("return-to-shop")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task A_payment_left_and_come_back_to_runs_out_of_time(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.AtConfirm(simulated, language, width, "jiro");
        var (page, errors) = window;
        await page.GetByTestId("leave").ClickAsync();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "left");
        await page.Passes("wallet-left");
        await page.GetByTestId("resume").ClickAsync();
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        await simulated.Advance("PT31M");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "expired");
        await page.Passes("wallet-expired");
        await page.GetByTestId("return-to-shop").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToBeVisibleAsync();
        await TakesNoErrorFor(page, "/recruit/pay/no-such-visit");
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "unknown");
        await page.Passes("wallet-unknown");
        Assert.DoesNotContain(errors, error => !error.Contains("404", StringComparison.Ordinal));
    }

    static async Task TakesNoErrorFor(IPage page, string path) => Assert.Equal(404, (await page.GotoAsync(path))!.Status);
}
