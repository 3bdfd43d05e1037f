using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The dashboard's forms without script, by keyboard, and during live updates.</summary>
public sealed class DeskInputBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Forms_work_without_script()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English, script: false);
        var (page, _) = window;
        await page.GotoAsync("/scenarios?q=cancel");
        await page.GetByTestId("arm-cancel").ClickAsync();
        await Expect(page.GetByTestId("arm")).ToHaveCountAsync(1);
        await page.GetByTestId("nav-clock").ClickAsync();
        await page.GetByTestId("advance-day").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-16 09:00:00");
        await page.GetByTestId("nav-members").ClickAsync();
        await page.GetByTestId("edit-jiro").ClickAsync();
        await page.GetByTestId("form-jiro").GetByTestId("points").FillAsync("9");
        await page.GetByTestId("save-jiro").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("jiro");
        await page.GetByTestId("nav-shops").ClickAsync();
        await page.GetByTestId("test-tshop00000001").ClickAsync();
        await Expect(page.GetByTestId("test-reading")).ToHaveTextAsync("received");
        await page.GetByTestId("reset").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();
        Assert.Equal(9, (int?)(await simulated.Member("jiro"))["points"]);
    }

    [Fact]
    public async Task Keyboard_alone_arms_a_scenario()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await TabTo(page, "nav-scenarios");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/scenarios$"));
        await TabTo(page, "find-words");
        await page.Keyboard.TypeAsync("timeout");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("q=timeout"));
        await TabTo(page, "arm-timeout");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("timeout");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Typed_text_survives_a_live_update()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/clock");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.GetByTestId("advance-by").FillAsync("PT2H");
        await simulated.Advance("PT5M");
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 09:05:00");
        await Expect(page.GetByTestId("advance-by")).ToHaveValueAsync("PT2H");
        Assert.Empty(errors);
    }

    /// <summary>Presses Tab until an element has the focus.</summary>
    static async Task TabTo(IPage page, string testId)
    {
        for (var tabs = 0; tabs < 60; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement?.dataset.testid") == testId) return;
        }
        Assert.Fail($"Tab does not reach {testId}.");
    }
}
