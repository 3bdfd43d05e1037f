using KantanSim.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A payment's page: the answer on the first screen, its length, what is folded, its calls, and what it lets one copy.</summary>
public sealed class PaymentPageBrowserTests(Chromium chromium)
{
    const string FirstScreen = "element => Math.round(element.getBoundingClientRect().bottom)";

    [Fact]
    public async Task Payment_is_understood_at_a_glance_changed_searched_and_copied()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("GLANCE-1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync($"/payments/{order.AccessId}");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        Assert.InRange(await page.GetByTestId("acts").EvaluateAsync<int>(FirstScreen), 1, 800);

        // What is typed and opened stays while the page updates itself.
        await page.GetByTestId("open-change-amount").ClickAsync();
        await page.GetByTestId("change-amount-Amount").FillAsync("900");
        await page.Locator("#n1-more > summary").ClickAsync();
        await simulated.CallOperation("RecruitUpdateAuth", order);
        await Expect(page.GetByTestId("extended")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("change-amount-Amount")).ToHaveValueAsync("900");
        await Expect(page.GetByTestId("reading").First).ToBeVisibleAsync();
        await page.IsAccessible("payment-open");

        await page.GetByTestId("act-change-amount").ClickAsync();
        await Expect(page.GetByTestId("total")).ToHaveTextAsync("¥900");
        await page.GetByTestId("act-search").ClickAsync();
        await Expect(page.GetByTestId("found")).ToContainTextAsync("AUTH");
        await page.GetByTestId("act-capture").ClickAsync();
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES");
        await page.GetByTestId("not-now").Locator("summary").ClickAsync();
        await Expect(page.GetByTestId("not-now-capture")).ToBeVisibleAsync();

        await page.Locator("#details > summary").ClickAsync();
        await page.Locator("[data-copy=id-access]").ClickAsync();
        await Expect(page.Locator("[data-copy=id-access]")).ToHaveAttributeAsync("data-copied", "true");
        Assert.Equal(order.AccessId, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Paid_order_is_short_on_a_wide_screen_and_a_list_on_a_phone()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("SHORT-1", how: ",\"points\":100");
        await simulated.CallOperation("RecruitSales", order);
        await simulated.WaitFor(order, "answered=SALES");
        Assert.InRange(await Height(simulated, order, BrowserProfile.English), 1, 1_800);
        Assert.InRange(await Height(simulated, order, BrowserProfile.Japanese), 1, 3_000);

        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync($"/payments/{order.AccessId}");
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES（実売上）");
        Assert.InRange(await page.GetByTestId("blame").EvaluateAsync<int>(FirstScreen), 1, 844);
        var message = page.Locator("[data-step='10']");
        await Expect(message.Locator("summary .route")).ToHaveTextAsync("お店 → ゲートウェイ");
        await Expect(message.Locator(".arrow")).ToBeHiddenAsync();
        await message.Locator("summary").First.ClickAsync();
        await Expect(message.Locator("[data-copy^=request]")).ToBeVisibleAsync();
        await page.Locator("#money > summary").ClickAsync();
        await page.Locator("#timeline > summary").ClickAsync();
        await page.Locator("#n2-more > summary").ClickAsync();
        await page.IsAccessible("payment-phone");
        Assert.Empty(errors);
    }

    async Task<int> Height(SimulatorFixture simulated, TestOrder order, BrowserProfile profile)
    {
        await using var window = await chromium.Open(simulated.Url, profile);
        await window.Page.GotoAsync($"/payments/{order.AccessId}");
        return await window.Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
    }
}
