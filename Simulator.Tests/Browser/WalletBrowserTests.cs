#pragma warning disable format // aligned tables
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The wallet's pages: points, coupons, cards, payment and subscription.</summary>
public sealed class WalletBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Slider_and_number_of_points_follow_each_other_and_update_the_charge()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.OpenConfirmPage(simulated, BrowserProfile.Japanese, "taro");
        var (page, errors) = window;
        await page.GetByTestId("coupon-WALLET100").CheckAsync();
        await Expect(page.GetByTestId("coupon-discount")).ToHaveTextAsync("-¥100");
        var slider = page.GetByTestId("points-slider");
        await slider.FillAsync("120");
        await Expect(page.GetByTestId("points-some")).ToBeCheckedAsync();
        await Expect(page.GetByTestId("points-some-number")).ToHaveValueAsync("120");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,420");
        await slider.PressAsync("ArrowRight");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,419");
        await Expect(slider).ToBeFocusedAsync();
        await page.GetByTestId("points-some-number").FillAsync("300");
        await Expect(slider).ToHaveValueAsync("300");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,240");
        await Expect(page.GetByTestId("points-some-number")).ToBeFocusedAsync();
        await page.FitsItsWidth("wallet-points");
        await slider.EvaluateAsync("slider => slider.scrollIntoView({ block: 'center' })");
        await page.TakePicture("readme-wallet", light: true);
        await page.GetByTestId("points-all").CheckAsync();
        await Expect(slider).ToHaveValueAsync("500");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,040");
        await page.GetByTestId("points-some-number").FillAsync("501");
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "points");
        await Expect(page.GetByTestId("error")).ToContainTextAsync("501");
        await page.IsAccessible("wallet-points-wrong");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Points_typed_before_the_scripts_have_loaded_update_the_charge()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        var typed = new TaskCompletionSource();
        await page.RouteAsync("**/wallet.js", async script =>
        {
            await typed.Task;
            await script.ContinueAsync();
        });
        await page.BuyPot();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.GetByTestId("points-some-number").FillAsync("140");
        typed.SetResult();
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,500");
        await Expect(page.GetByTestId("points-some")).ToBeCheckedAsync();
        await Expect(page.GetByTestId("points-slider")).ToHaveValueAsync("140");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Declined_card_can_be_replaced_and_going_back_shows_the_outcome()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await simulated.CallApi(HttpMethod.Put, "/members/mika", """
            {"email":"mika@example.com","name":"二枚 ミカ","points":300,
             "cards":[{"id":"bad","label":"VISA **** 0002","declines":true},{"id":"good","label":"JCB **** 3333"}]}
            """);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.BuyPot();
        await page.GetByTestId("email").FillAsync("mika@example.com");
        await page.GetByTestId("password").FillAsync("wrong");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "wrong");
        await Expect(page.GetByTestId("error-password")).ToHaveTextAsync("password");
        await Expect(page.GetByTestId("email")).ToHaveValueAsync("mika@example.com");
        await Expect(page.GetByTestId("password")).ToBeFocusedAsync();
        await page.IsAccessible("wallet-wrong-password");
        await page.GetByTestId("password").FillAsync("password");
        await page.GetByTestId("sign-in").ClickAsync();
        await page.GetByTestId("points-some-number").FillAsync("40");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,600");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "declined");
        await Expect(page.GetByTestId("card-good")).ToBeCheckedAsync();
        await Expect(page.GetByTestId("points-some-number")).ToHaveValueAsync("40");
        await page.IsAccessible("wallet-declined");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.GoBackToTheWallet();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-outcome", "paid");
        await page.FitsItsWidth("wallet-finished");
        await page.GetByTestId("return-to-shop").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(BrowserProfile.English,  "approve", "Paid")]
    [InlineData(BrowserProfile.Japanese, "cancel",  "Failed")]
    [InlineData(BrowserProfile.Japanese, "decline", "Failed")]
    public async Task Test_panel_decides_the_payment(BrowserProfile profile, string action, string state)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, errors) = window;
        await page.BuyPot();
        if (action == "approve") await page.GetByTestId("strip-member").SelectOptionAsync("hanako");
        if (action == "decline") await page.GetByTestId("strip-error").SelectOptionAsync("RC2000104");
        await page.GetByTestId($"strip-{action}").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", state);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Subscription_is_signed_up_for_and_ended()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestContract("SIGN-1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync($"/recruit/pay/{await simulated.VisitOf(order, "RecruitContinuanceStart")}");
        await page.GetByTestId("sign-in-as-sakura").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "declined");
        await page.FitsItsWidth("wallet-subscribe-declined");
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        var wallet = page.Url;
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(simulated.Merchant.Url!)}/"));
        await page.GotoAsync(wallet);
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-outcome", "subscribed");
        await page.GetByTestId("contract-link").ClickAsync();
        await page.GetByTestId("end-contract").ClickAsync();
        await Expect(page.GetByTestId("contract")).ToHaveAttributeAsync("data-status", "CANCEL");
        await page.FitsItsWidth("wallet-contract-ended");
        // The merchant has no favicon.
        Assert.DoesNotContain(errors, error => !error.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keyboard_alone_buys_and_pays_and_the_focus_is_always_visible()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shop");
        await TabTo(page, "buy-pot");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("sign-in-form")).ToBeVisibleAsync();
        await TabTo(page, "email");
        await page.Keyboard.TypeAsync("taro@example.com");
        await TabTo(page, "password");
        await page.Keyboard.TypeAsync("password");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        await TabTo(page, "coupon-none");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByTestId("coupon-WALLET100")).ToBeCheckedAsync();
        await TabTo(page, "points-none");
        await TabTo(page, "points-slider");
        await page.Keyboard.PressAsync("End");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,040");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,041");
        await TabTo(page, "approve");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Only_card_that_is_declined_is_marked_until_the_payment_expires()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.BuyPot();
        await page.GetByTestId("sign-in-as-sakura").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("card-refused")).ToBeVisibleAsync();
        await page.IsAccessible("wallet-only-card-declined");
        await page.GetByTestId("strip-expire").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToBeVisibleAsync();
        await page.GoBackToTheWallet();
        Assert.Empty(errors);
    }

    /// <summary>Presses Tab until an element has the focus. The focus must be visible at every stop.</summary>
    static async Task TabTo(IPage page, string testId)
    {
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>("document.activeElement.outerHTML");
            Assert.True(await page.EvaluateAsync<bool>(FocusIsVisible), $"The focus cannot be seen at {focused}.");
            if (await page.EvaluateAsync<string?>("document.activeElement.dataset.testid") == testId) return;
        }
        Assert.Fail($"Tab does not reach {testId}.");
    }

    // The outline is on the control or on the choice around it, and nothing may cover the control.
    const string FocusIsVisible = """
        () => {
          const one = document.activeElement;
          const drawn = [one, one.closest(".choice")].some(part => part && getComputedStyle(part).outlineStyle !== "none");
          const box = one.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return drawn && top !== null && (one === top || one.contains(top) || top.contains(one));
        }
        """;
}
