using KantanSim.Pages;
using KantanSim.Tests.Kit;
using KantanSim.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The pages that no other walk comes by, by light and in the dark.</summary>
public sealed class EveryPageWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280, false)]
    [InlineData("ja", 390, true)]
    public async Task Of_the_dashboard_and_the_gateway(string language, int width, bool dark)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await simulated.Pays("PAGE-1");
        await using var window = await chromium.Open(simulated.Url, language, width, dark);
        var (page, _) = window;
        foreach (var (path, name) in new[] { ("/traffic", "traffic"), ("/payments/none", "payment-unknown"), ("/fidelity", "fidelity"), ("/deposits", "deposits-none") })
        {
            await page.GotoAsync(path);
            await page.Passes(name);
        }
        // A start page that was come to before is an error page of the gateway's own.
        await page.GotoAsync("/payment/RecruitStart.idPass?AccessID=none&Token=none");
        await page.Passes("gateway-error");
        await page.GotoAsync("/clock");
        await page.GetByTestId("advance-by").FillAsync(new string('9', 70_000));
        await page.GetByTestId("advance-by").PressAsync("Enter");
        await Expect(page.GetByTestId("unreadable")).ToBeVisibleAsync();
        await page.Passes("unreadable");
        await page.GetByTestId("back").ClickAsync();
        await Expect(page.GetByTestId("advance-by")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en", 1280, false)]
    [InlineData("ja", 390, true)]
    public async Task Of_what_cannot_be_saved_and_the_way_on_when_it_can_be(string language, int width, bool dark)
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, language, width, dark);
        var (page, _) = window;
        var (shown, failing) = (language == "en" ? Language.En : Language.Ja, "GET");
        await page.GotoAsync("/members");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.RouteAsync("**/members**", route => route.Request.Method == failing
            ? route.FulfillAsync(new() { Status = 503, ContentType = "text/html;charset=utf-8", Body = SamplePages.Fault(shown, 503, failing == "GET" ? "/members" : "") }) : route.ContinueAsync());
        // News come while nothing can be read: the live part tells of it, and is there again with the next.
        await simulated.Pays("FULL-1");
        await Expect(page.GetByTestId("fault-page")).ToBeVisibleAsync();
        await page.Passes("fault-live");
        failing = "POST";
        await simulated.Pays("FULL-2");
        await Expect(page.GetByTestId("edit-taro")).ToBeVisibleAsync();
        await page.GetByTestId("edit-taro").ClickAsync();
        await page.GetByTestId("save-taro").ClickAsync();
        await Expect(page.GetByTestId("fault-page")).ToHaveAttributeAsync("data-kind", "unsaved");
        await page.Passes("fault");
        failing = "GET";
        await page.GotoAsync("/members");
        failing = "";
        await page.GetByTestId("again").ClickAsync();
        await Expect(page.GetByTestId("edit-taro")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en", 390, true)]
    [InlineData("ja", 1280, false)]
    public async Task Of_the_shop_and_the_way_to_the_wallet_and_back_whose_scripts_do_not_come(string language, int width, bool dark)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        await using var window = await chromium.Open(simulated.Url, language, width, dark);
        var (page, _) = window;
        await page.RouteAsync("**/*.js", script => script.AbortAsync());
        await page.GotoAsync("/shop/orders");
        await page.Passes("shop-no-orders");
        await page.GotoAsync("/shop");
        await page.Passes("shop-plain");
        await page.GetByTestId("buy-pot").ClickAsync();
        await Expect(page.GetByTestId("hop").GetByRole(AriaRole.Button)).ToBeVisibleAsync();
        await page.Passes("hop");
        await page.GetByTestId("hop").GetByRole(AriaRole.Button).ClickAsync();
        await page.Passes("sign-in-plain");
        await page.GetByTestId("sign-in-as-taro").ClickAsync();
        await page.Passes("confirm-plain");
        await page.GetByTestId("approve").ClickAsync();
        await Expect(page.GetByTestId("return-continue")).ToBeVisibleAsync();
        await page.Passes("return-plain");
        await page.GetByTestId("return-continue").ClickAsync();
        await Expect(page.GetByTestId("order-state")).ToHaveAttributeAsync("data-state", "Paid");
        await page.Passes("order-plain");
        await page.GotoAsync("/shop/orders");
        await page.Passes("shop-orders-plain");
    }
}
