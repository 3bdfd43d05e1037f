using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The list of calls: search, filters, pages, why a call was refused, live updates; and from a wrong path to it.</summary>
public sealed class CallBrowserTests(Chromium chromium)
{
    // 「紅茶」 in CP932.
    const string Tea = "%8D%67%92%83";

    [Fact]
    public async Task A_refused_call_is_found_opened_and_kept_open_while_new_calls_come()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 51; number++) await simulated.RegisterPayment($"P-{number}");
        await Refuse(simulated, "TEA_1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/traffic");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        var refused = page.Locator("[data-testid=call][data-outcome=refused]");
        await refused.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(refused.Locator("mark")).ToHaveTextAsync("TEA_1");
        await simulated.RegisterPayment("LATER-1");
        await Expect(page.GetByTestId("call").First).ToContainTextAsync("LATER-1");
        await Expect(refused.Locator("details")).ToHaveAttributeAsync("open", "");
        await page.IsAccessible("calls");
        await page.GetByTestId("older").ClickAsync();
        await Expect(page.GetByTestId("call-total")).ToHaveTextAsync("51 to 53 of 53 calls");
        await page.GetByTestId("newer").ClickAsync();
        await page.GetByTestId("call-text").FillAsync("紅茶");
        await page.Locator("[data-testid=more-filters] summary").ClickAsync();
        await page.GetByTestId("call-code").FillAsync("M01004013");
        await page.GetByTestId("call-apply").ClickAsync();
        await Expect(page.GetByTestId("call")).ToHaveCountAsync(1);
        await page.Locator("[data-testid=chip][data-filter=q]").ClickAsync();
        await Expect(page).ToHaveURLAsync($"{simulated.Url}/traffic?code=M01004013");
        await Expect(page.GetByTestId("chip")).ToHaveCountAsync(1);
        await refused.Locator("summary").ClickAsync();
        await page.GetByTestId("field-rule").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.Locator("#fields-OrderID")).ToBeInViewportAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_wrong_path_leads_to_its_call_and_the_list_fits_a_phone()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Refuse(simulated, "TEA_1");
        await Refuse(simulated, new string('X', 60));
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/payment/EntryTranRecruit");
        await Expect(page.GetByTestId("meant")).ToContainTextAsync("/payment/EntryTranRecruit.idPass");
        await page.IsAccessible("nothing");
        await page.GetByRole(AriaRole.Link, new() { Name = "呼び出し", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("call")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("outcome")).ToHaveTextAsync("シミュレート対象外");
        await page.GetByTestId("call-clear").ClickAsync();
        await Expect(page.GetByTestId("call")).ToHaveCountAsync(3);
        await page.GetByTestId("call").First.Locator("summary").ClickAsync();
        await page.GetByTestId("call").Nth(1).Locator("summary").ClickAsync();
        await Expect(page.GetByTestId("field-rule").First).ToContainTextAsync("27文字以内");
        await page.IsAccessible("calls");
        await page.GetByTestId("call-outcome").SelectOptionAsync("refused");
        await page.GetByTestId("call-order").FillAsync("TEA*");
        await page.GetByTestId("call-apply").ClickAsync();
        await Expect(page.GetByTestId("call")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("chips")).ToContainTextAsync("結果：拒否");
        Assert.DoesNotContain(errors, error => !error.Contains("status of 404", StringComparison.Ordinal));
    }

    static async Task Refuse(SimulatorFixture simulated, string orderId) =>
        (await simulated.PostForm(
            "/payment/EntryTranRecruit.idPass",
            $"ShopID=tshop00000001&ShopPass=kantansim1&OrderID={orderId}&JobCd=AUTH&Amount=1000&ClientField1={Tea}")).Dispose();
}
