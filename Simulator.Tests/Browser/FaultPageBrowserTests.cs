using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Web;
using KantanSim.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The pages shown when data cannot be read or saved, or when a form cannot be parsed; and the way back from them.</summary>
public sealed class FaultPageBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English)]
    [InlineData(BrowserProfile.Japanese)]
    public async Task Error_replaces_the_live_content_until_an_update_succeeds(BrowserProfile profile)
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, _) = window;
        await page.GotoAsync("/members");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        var failing = await Failing.On(page, profile);
        failing.Verb = "GET";
        await simulated.RegisterPayment("FULL-1");
        await Expect(page.GetByTestId("fault-page")).ToBeVisibleAsync();
        await page.IsAccessible("fault-live");
        failing.Verb = "";
        await simulated.RegisterPayment("FULL-2");
        await Expect(page.GetByTestId("edit-taro")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Error_page_links_to_the_page_that_failed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, _) = window;
        await page.GotoAsync("/members");
        var failing = await Failing.On(page, BrowserProfile.Japanese);
        failing.Verb = "POST";
        await page.GetByTestId("edit-taro").ClickAsync();
        await page.GetByTestId("save-taro").ClickAsync();
        await Expect(page.GetByTestId("fault-page")).ToHaveAttributeAsync("data-kind", "unsaved");
        await page.FitsItsWidth("fault");
        failing.Verb = "GET";
        await page.GotoAsync("/members");
        failing.Verb = "";
        await page.GetByTestId("again").ClickAsync();
        await Expect(page.GetByTestId("edit-taro")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(BrowserProfile.English)]
    [InlineData(BrowserProfile.Japanese)]
    public async Task Form_that_is_too_long_is_answered_by_a_page_with_a_link_back(BrowserProfile profile)
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, _) = window;
        await page.GotoAsync("/clock");
        // In a hidden field: a visible one takes seconds to lay out.
        await page.GetByTestId("advance-form").EvaluateAsync("""
            form => {
              const long = document.createElement("input");
              Object.assign(long, { type: "hidden", name: "long", value: "9".repeat(70000) });
              form.append(long);
              form.requestSubmit();
            }
            """);
        await Expect(page.GetByTestId("unreadable")).ToBeVisibleAsync();
        await page.IsAccessible("unreadable");
        await page.GetByTestId("back").ClickAsync();
        await Expect(page.GetByTestId("advance-by")).ToBeVisibleAsync();
    }

    /// <summary>Answers requests of one method to the members' page as the server does when its store fails.</summary>
    sealed class Failing
    {
        public string Verb { get; set; } = "";

        public static async Task<Failing> On(IPage page, BrowserProfile profile)
        {
            var failing = new Failing();
            var language = profile == BrowserProfile.English ? Language.En : Language.Ja;
            await page.RouteAsync("**/members**", route =>
                route.Request.Method == failing.Verb ? failing.Answer(route, language) : route.ContinueAsync());
            return failing;
        }

        Task Answer(IRoute route, Language language) => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "text/html;charset=utf-8",
            Body = SamplePages.Fault(language, 503, Verb == "GET" ? "/members" : ""),
        });
    }
}
