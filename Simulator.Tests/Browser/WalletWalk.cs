using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A person at the wallet's pages: what can go well, and what can go wrong.</summary>
public sealed class WalletWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task The_slider_and_the_number_are_one_choice_and_the_sum_follows_at_once(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.AtConfirm(simulated, language, width, "taro");
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
        await page.Passes("wallet-points");
        await page.GetByTestId("points-slider").EvaluateAsync("slider => slider.scrollIntoView({ block: 'center' })");
        await page.Pictured("readme-wallet");
        await page.GetByTestId("points-all").CheckAsync();
        await Expect(slider).ToHaveValueAsync("500");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,040");
        await page.GetByTestId("points-some-number").FillAsync("501");
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "points");
        await Expect(page.GetByTestId("error")).ToContainTextAsync("501");
        await page.Passes("wallet-points-wrong");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task A_declined_card_lets_the_consumer_take_another_and_the_way_back_shows_how_it_ended(string language, int width)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await simulated.Api(HttpMethod.Put, "/members/mika", """{"email":"mika@example.com","name":"二枚 ミカ","points":300,"cards":[{"id":"bad","label":"VISA **** 0002","declines":true},{"id":"good","label":"JCB **** 3333"}]}""");
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.Buys();
        await page.GetByTestId("email").FillAsync("mika@example.com");
        await page.GetByTestId("password").FillAsync("wrong");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "wrong");
        await Expect(page.GetByTestId("error-password")).ToHaveTextAsync("password");
        await Expect(page.GetByTestId("email")).ToHaveValueAsync("mika@example.com");
        await Expect(page.GetByTestId("password")).ToBeFocusedAsync();
        await page.Passes("wallet-wrong-password");
        await page.GetByTestId("password").FillAsync("password");
        await page.GetByTestId("sign-in").ClickAsync();
        await page.GetByTestId("points-some-number").FillAsync("40");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,600");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "declined");
        await Expect(page.GetByTestId("card-good")).ToBeCheckedAsync();
        await Expect(page.GetByTestId("points-some-number")).ToHaveValueAsync("40");
        await page.Passes("wallet-declined");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.GoesBackToTheWallet();
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-outcome", "paid");
        await page.Passes("wallet-finished");
        await page.GetByTestId("return-to-shop").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280, "approve", "Paid")]
    [InlineData("ja", 390, "cancel", "Failed")]
    [InlineData("ja", 390, "decline", "Failed")]
    public async Task A_tester_decides_at_the_strip(string language, int width, string deed, string state)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.Buys();
        if (deed == "approve") await page.GetByTestId("strip-member").SelectOptionAsync("hanako");
        if (deed == "decline") await page.GetByTestId("strip-error").SelectOptionAsync("RC2000104");
        await page.GetByTestId($"strip-{deed}").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", state);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task A_subscription_is_signed_up_to_and_ended(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.ExecutesContract("WALK-1");
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync(await Visit(simulated, order, "RecruitContinuanceStart"));
        await page.GetByTestId("sign-in-as-sakura").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("error")).ToHaveAttributeAsync("data-error", "declined");
        await page.Passes("wallet-subscribe-declined");
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.Passes("wallet-subscribe");
        var wallet = page.Url;
        await page.GetByTestId("approve").ClickAsync();
        await page.WaitForURLAsync($"{simulated.Merchant.Url}/**");
        await page.GotoAsync(wallet);
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-outcome", "subscribed");
        await page.GetByTestId("contract-link").ClickAsync();
        await page.Passes("wallet-contract");
        await page.GetByTestId("end-contract").ClickAsync();
        await Expect(page.GetByTestId("contract")).ToHaveAttributeAsync("data-status", "CANCEL");
        await page.Passes("wallet-contract-ended");
        Assert.DoesNotContain(errors, error => !error.Contains("404", StringComparison.Ordinal)); // the merchant has no icon
    }

    [Fact]
    public async Task The_keyboard_alone_pays_and_the_focus_is_always_seen()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, "ja", 390);
        var (page, errors) = window;
        await page.Buys();
        await Reaches(page, "email");
        await page.Keyboard.TypeAsync("taro@example.com");
        await Reaches(page, "password");
        await page.Keyboard.TypeAsync("password");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        await Reaches(page, "coupon-none");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByTestId("coupon-WALLET100")).ToBeCheckedAsync();
        await Reaches(page, "points-none");
        await Reaches(page, "points-slider");
        await page.Keyboard.PressAsync("End");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,040");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.GetByTestId("charge")).ToHaveTextAsync("¥2,041");
        await Reaches(page, "approve");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task In_the_dark_everything_can_be_read()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, "ja", 390, dark: true);
        var (page, errors) = window;
        await page.Buys();
        await page.Passes("wallet-dark-sign-in");
        await page.GetByTestId("sign-in-as-sakura").ClickAsync();
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("card-refused")).ToBeVisibleAsync();
        await page.Passes("wallet-dark-declined");
        await page.GetByTestId("strip-expire").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToBeVisibleAsync();
        await page.GoesBackToTheWallet();
        await page.Passes("wallet-dark-expired");
        Assert.Empty(errors);
    }

    /// <summary>Tabs on until the focus is there; each stop on the way must be seen to have it.</summary>
    static async Task Reaches(IPage page, string testId)
    {
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>(FocusIsSeen), $"the focus cannot be seen at {await page.EvaluateAsync<string>("document.activeElement.outerHTML")}");
            if (await page.EvaluateAsync<string?>("document.activeElement.dataset.testid") == testId) return;
        }
        Assert.Fail($"Tab never reaches {testId}.");
    }

    // The outline is drawn on the control, or on the choice around it; and nothing may cover it.
    const string FocusIsSeen = """
        () => {
          const one = document.activeElement;
          const drawn = [one, one.closest(".choice")].some(part => part && getComputedStyle(part).outlineStyle !== "none");
          const box = one.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return drawn && top !== null && (one === top || one.contains(top) || top.contains(one));
        }
        """;

    static async Task<string> Visit(Simulated simulated, Order order, string api)
    {
        using var start = await simulated.Arrives(order, api);
        return start.Headers.Location!.ToString();
    }
}
