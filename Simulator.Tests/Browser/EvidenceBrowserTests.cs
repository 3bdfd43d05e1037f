using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The files of a payment: its evidence read offline, and its run saved as a scenario.</summary>
public sealed class EvidenceBrowserTests(Chromium chromium)
{
    const string Other = "name: other\nrules: [{ when: walletOpened, then: cancel }]\n";

    [Theory]
    [InlineData(BrowserProfile.English, "Paid, not captured yet.", "allowed: a name that no scenario and no file of the folder has")]
    [InlineData(BrowserProfile.Japanese, "支払い済みです（仮売上）。", "シナリオにもフォルダー内のファイルにもまだない名前")]
    public async Task Payment_is_taken_away_as_a_file_and_saved_as_a_scenario(BrowserProfile profile, string sentence, string inUse)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("other", Other);
        var order = await simulated.Pay("RUN-1", scenario: "success", how: ""","member":"hanako","points":120""");
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, errors) = window;
        await page.GotoAsync($"/payments/{order.AccessId}");
        var downloaded = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("evidence").ClickAsync());
        var file = await downloaded.PathAsync() + ".html";
        await downloaded.SaveAsAsync(file);
        await page.IsAccessible("payment-take-away");
        await page.GetByTestId("run-scenario").ClickAsync();
        await page.Locator("input[name=name]").FillAsync("other");
        await page.GetByTestId("save-run-button").ClickAsync();
        await Expect(page.GetByTestId("fault")).ToContainTextAsync(inUse);
        await Expect(page.GetByTestId("run-yaml")).ToContainTextAsync("then: { approve: { member: hanako, points: 120 } }");
        await page.IsAccessible("run-scenario");
        await page.Locator("input[name=name]").FillAsync("my-run");
        errors.Clear(); // the refusal's status is in the console
        await page.GetByTestId("save-run-button").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/scenarios/my-run\\?done=saved&"));
        await Expect(page.GetByTestId("done")).ToContainTextAsync("my-run.yaml");
        await Expect(page.Locator("main")).ToContainTextAsync("my-run");
        Assert.Empty(errors);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        await Expect(page.GetByTestId("sentences")).ToContainTextAsync(sentence);
        await Expect(page.Locator(".messages li").First).ToBeVisibleAsync();
        await page.IsAccessible("evidence");
        Assert.Empty(errors);
    }
}
