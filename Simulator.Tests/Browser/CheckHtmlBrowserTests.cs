using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Check.Reports;
using KantanSim.Tests.Check.Reports;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The HTML report of the check, opened from its file.</summary>
public sealed class CheckHtmlBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English, "en")]
    [InlineData(BrowserProfile.Japanese, "ja")]
    public async Task Report_is_accessible_and_fits_its_width(BrowserProfile profile, string language)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("kantansim-html-").FullName, "check.html");
        CheckHtml.Write(file, Outcome(), ReportLanguage.In(language));
        await using var window = await chromium.Open("about:blank", profile);
        var (page, errors) = window;
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        await page.TakePicture("check-report-top", fullPage: true);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        await page.IsAccessible("check-report");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Link_of_the_table_shows_its_case_without_script()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("kantansim-html-").FullName, "check.html");
        CheckHtml.Write(file, Outcome(), ReportLanguage.In("en"));
        await using var window = await chromium.Open("about:blank", BrowserProfile.English, script: false);
        await window.Page.GotoAsync(new Uri(file).AbsoluteUri);
        await window.Page.Locator("[data-testid=attention] a").First.ClickAsync();
        await Expect(window.Page.Locator("#N05 .messages")).ToBeInViewportAsync();
    }

    static CheckOutcome Outcome() => TestReport.Outcome(
        [
            TestReport.Result("P01", Verdict.Pass) with { Facts = TestFacts.Played },
            TestReport.Result("W01", Verdict.Warn),
            TestReport.Result("N05", Verdict.Fail) with
            {
                Facts = TestFacts.Played,
                Conditions =
                [
                    new("reached", new Condition.Played([]), true, new("The rules were played.", "規則が適用されました。")),
                    new("must", new Condition.Books(), false, new("Order 1 is open; paid is expected.", "注文1は未払い、期待は支払い済み。")),
                ],
            },
            TestReport.Result("N07", Verdict.Flaky),
            TestReport.Result("N08", Verdict.Review),
            TestReport.Result("Q01", Verdict.Skip),
            TestReport.Result("D01", Verdict.Error),
            TestReport.Result("R01", Verdict.Omit),
        ],
        "N07 2026-12-31", "P01 2026-12-31");
}
