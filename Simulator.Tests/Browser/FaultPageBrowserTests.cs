using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Web;
using KantanSim.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>What the operator sees when data cannot be read or saved, or when a form cannot be read; and how to go on.</summary>
public sealed class FaultPageBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English)]
    [InlineData(BrowserProfile.Japanese)]
    public async Task Fault_replaces_the_live_part_until_the_next_update_succeeds(BrowserProfile pass)
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, pass);
        var (page, _) = window;
        await page.GotoAsync("/members");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        var failing = await Failing.On(page, pass);
        failing.Verb = "GET";
        await simulated.RegisterPayment("FULL-1");
        await Expect(page.GetByTestId("fault-page")).ToBeVisibleAsync();
        await page.IsAccessible("fault-live");
        failing.Verb = "";
        await simulated.RegisterPayment("FULL-2");
        await Expect(page.GetByTestId("edit-taro")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Fault_page_leads_back_to_the_page_that_works_again()
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
    public async Task Form_that_is_too_long_is_answered_by_a_page_with_a_way_back(BrowserProfile pass)
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, pass);
        var (page, _) = window;
        await page.GotoAsync("/clock");
        // Not shown in the text field, which takes seconds to lay out.
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

    /// <summary>Lets the requests of one verb to the members' page be answered as when the store cannot be used.</summary>
    sealed class Failing
    {
        public string Verb { get; set; } = "";

        public static async Task<Failing> On(IPage page, BrowserProfile pass)
        {
            var (failing, language) = (new Failing(), pass == BrowserProfile.English ? Language.En : Language.Ja);
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
