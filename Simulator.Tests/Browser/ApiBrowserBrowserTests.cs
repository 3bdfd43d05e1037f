using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The API browser at <c>/docs/api</c>, below a base path and behind the operator's token.</summary>
public sealed class ApiBrowserBrowserTests(Chromium chromium)
{
    const string Base = "/sim";

    [Theory]
    [InlineData(BrowserProfile.English, "KantanSim: dashboard")]
    [InlineData(BrowserProfile.Japanese, "KantanSim：ダッシュボードへ")]
    public async Task Api_browser_shows_both_documents_and_sends_nothing_to_another_server(BrowserProfile profile, string back)
    {
        await using var simulated = await SimulatorFixture.Start(
            settings: [$"--KantanSim:PathBase={Base}", "--KantanSim:AdminToken=s3cret"]);
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, errors) = window;
        await SignIn(page);
        errors.Clear();
        var requests = new ConcurrentQueue<string>();
        page.Request += (_, request) => requests.Enqueue(request.Url);
        await page.ReloadAsync();
        await Expect(page.GetByText("GMO-PG protocol type").First).ToBeVisibleAsync();
        await page.FitsItsWidth("api-browser");
        if (profile == BrowserProfile.English) await TryOut(page);
        await page.GotoAsync($"{Base}/docs/api/v1");
        await Expect(page.GetByText("KantanSim control API").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("dashboard")).ToHaveTextAsync(back);
        Assert.NotEmpty(requests);
        Assert.All(requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)),
            url => Assert.StartsWith($"{simulated.Url}{Base}/", url, StringComparison.Ordinal));
        // A violation of the content security policy is an error of the console, too.
        Assert.Empty(errors);
        await page.GetByTestId("dashboard").ClickAsync();
        await Expect(page.GetByTestId("nav-payments")).ToBeVisibleAsync();
    }

    static async Task SignIn(IPage page)
    {
        await page.GotoAsync($"{Base}/docs/api");
        await page.GetByTestId("token").FillAsync("s3cret");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("dashboard")).ToBeVisibleAsync();
    }

    // The form is filled with the examples of the document.
    static async Task TryOut(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Test Request") }).First.ClickAsync();
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Send") }).First.ClickAsync(),
            sent => sent.Url.EndsWith("/payment/EntryTranRecruit.idPass", StringComparison.Ordinal));
        Assert.Contains("AccessID=", await answer.TextAsync(), StringComparison.Ordinal);
    }
}
