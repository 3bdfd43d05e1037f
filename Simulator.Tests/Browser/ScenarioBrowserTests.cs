using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A walk through the pages about scenarios: searching as one types, favourites, composing, playing and saving.</summary>
public sealed class ScenarioBrowserTests(Chromium chromium)
{
    const string First = "name: first\ntitle: { en: The first, ja: 最初 }\nrules: [{ when: walletOpened, then: cancel }]\n";

    [Fact]
    public async Task Scenario_is_found_while_typing_marked_and_opened()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/scenarios");
        await page.GetByTestId("find-party").SelectOptionAsync("network");
        await page.GetByTestId("find-words").PressSequentiallyAsync("garbled");
        await Expect(page.GetByTestId("scenario")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("find-words")).ToBeFocusedAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q=garbled"));
        await simulated.Advance("PT5M");
        await Expect(page.GetByTestId("scenario")).ToHaveCountAsync(2);
        await page.GetByTestId("star-sale-answer-garbled").ClickAsync();
        await Expect(page.GetByTestId("star-sale-answer-garbled")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByTestId("scenario")).ToHaveCountAsync(2);
        await page.GetByTestId("scenario").First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByTestId("name")).ToHaveTextAsync("sale-answer-garbled");
        await page.GetByTestId("copy-yaml").ClickAsync();
        await page.IsAccessible("scenario");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Scenario_is_composed_played_and_saved_on_a_phone()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/scenarios");
        await page.GetByTestId("nav-compose").ClickAsync();
        await page.GetByTestId("r1").SelectOptionAsync("notifying.delay");
        await Expect(page.GetByTestId("yaml")).ToContainTextAsync("by: PT5M");
        await page.GetByTestId("r1_by").FillAsync("2");
        await page.GetByTestId("r1_by_unit").SelectOptionAsync("H");
        await Expect(page.GetByTestId("yaml")).ToContainTextAsync("by: PT2H");
        await Expect(page.GetByTestId("sentences")).ToContainTextAsync("AUTH の結果通知を送るとき、2時間遅らせる");
        await page.GetByTestId("r2").SelectOptionAsync("deciding.refuse");
        await page.GetByTestId("r2_errors").FillAsync("maintenence");
        await Expect(page.GetByTestId("compose-faults")).ToContainTextAsync("maintenance");
        await page.IsAccessible("compose-fault");
        await page.GetByTestId("r2_errors").FillAsync("maintenance");
        await Expect(page.GetByTestId("sentences")).ToContainTextAsync("ウォレットはメンテナンス中です");
        await page.GetByTestId("name").FillAsync("my-own");
        await Expect(page.GetByTestId("yaml")).ToContainTextAsync("name: my-own");
        await page.IsAccessible("compose");
        await page.GetByTestId("play").ClickAsync();
        await Expect(page.GetByTestId("draft")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("my-own");
        await page.IsAccessible("scenario-draft");
        await page.GoBackAsync();
        await Expect(page.GetByTestId("yaml")).ToContainTextAsync("name: my-own");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("my-own.yaml");
        await Expect(page.GetByTestId("draft")).ToHaveCountAsync(0);
        Assert.True(File.Exists(Path.Combine(simulated.Scenarios!.FullName, "my-own.yaml")));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Pages_work_without_script()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", First);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English, script: false);
        var (page, _) = window;
        await page.GotoAsync("/scenarios");
        await page.GetByTestId("star-first").ClickAsync();
        await Expect(page.GetByTestId("star-first")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId("nav-compose").ClickAsync();
        await page.GetByTestId("r1").SelectOptionAsync("walletOpened.leave");
        await page.GetByTestId("preview").ClickAsync();
        await page.GetByTestId("r1_repeat").FillAsync("1");
        await page.GetByTestId("preview").ClickAsync();
        await Expect(page.GetByTestId("yaml")).ToContainTextAsync("then: approve");
        await page.GetByTestId("play").ClickAsync();
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("my-walletopened-leave");
    }
}
