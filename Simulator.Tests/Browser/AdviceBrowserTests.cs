using System.Text.RegularExpressions;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The advice: a payment's findings, marks in the list of payments, the page of the advice, live updates.</summary>
public sealed partial class AdviceBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English, "Your shop answered 302 to /login", "no fault of the shop")]
    [InlineData(BrowserProfile.Japanese, "お店は /login へのリダイレクト（302）を返しました", "お店の不備ではありません")]
    public async Task Finding_leads_to_the_message_that_shows_it_and_to_its_rule(BrowserProfile profile, string sentence, string why)
    {
        using var login = Login();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = login.Url });
        var order = await simulated.Pay("LOGIN-1", scenario: "notification-omitted-once");
        await simulated.Advance("PT61M");
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, errors) = window;
        await page.GotoAsync($"/payments/{order.AccessId}");
        await Expect(page.GetByTestId("finding-sentence").First).ToContainTextAsync(sentence);
        await Expect(page.Locator(".messages .lost .why")).ToContainTextAsync(why);
        await page.IsAccessible("advice-payment");
        await page.GetByTestId("finding-message").First.ClickAsync();
        await Expect(page.Locator("[data-testid=message][open]")).ToHaveCountAsync(1);
        await page.GetByTestId("finding-rule").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(RuleUrl());
        await Expect(page.Locator("#notification-redirect")).ToBeInViewportAsync();
        await page.TakePicture("advice-rule");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Most_serious_finding_is_visible_without_scrolling_with_its_fix_and_the_number_of_others(string language)
    {
        using var login = Login();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = login.Url });
        var order = await simulated.Pay("TEAPOT-1001", scenario: "browser-never-comes-back");
        await simulated.CallOperation("RecruitSales", order, ("Amout", "1000"));
        await simulated.Advance("PT1S");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync($"/payments/{order.AccessId}?lang={language}");
        var findings = page.GetByTestId("finding");
        await Expect(findings.First).ToHaveAttributeAsync("data-severity", "error");
        await Expect(findings.First.GetByTestId("finding-fix")).ToBeInViewportAsync();
        await Expect(findings.Last).ToBeHiddenAsync();
        await Expect(page.GetByTestId("findings-count")).ToContainTextAsync($"{await findings.CountAsync() - 1}");
        await page.GetByTestId("findings-count").ClickAsync();
        await Expect(findings.Last).ToHaveAttributeAsync("data-severity", "hint");
        await Expect(findings.Last).ToBeVisibleAsync();
        await page.TakePicture("readme-advice", height: 775);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(BrowserProfile.English)]
    [InlineData(BrowserProfile.Japanese)]
    public async Task Refused_connection_and_lost_result_are_drawn_with_a_cross(BrowserProfile profile)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:1/notify" });
        var order = await simulated.LosesAnswer("CROSS-1");
        await simulated.Advance("PT1S");
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, errors) = window;
        await page.GotoAsync($"/payments/{order.AccessId}");
        await Expect(page.Locator(".messages .lost .why")).ToHaveCountAsync(2);
        await page.IsAccessible("advice-lost");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task List_marks_a_payment_without_being_reloaded_and_filters_by_it()
    {
        using var login = Login();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("login1");
        await simulated.Send(HttpMethod.Put, "/shops/login1", new { notifyUrl = login.Url });
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.EvaluateAsync("window.same = true");
        await simulated.Pay("GOOD-1");
        await simulated.Pay("LOGIN-1", shop: "login1");
        await Expect(page.Locator("[data-testid=mark][data-severity=error]")).ToContainTextAsync("error");
        Assert.True(await page.EvaluateAsync<bool>("window.same === true"));
        await page.GetByTestId("filter-attention").CheckAsync();
        await page.GetByTestId("filter-apply").ClickAsync();
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("LOGIN-1");
        await Expect(page.GetByTestId("filter-attention")).ToBeCheckedAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Advice_page_shows_a_finding_without_being_reloaded_and_filters_by_shop()
    {
        using var login = Login();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("login1");
        await simulated.Send(HttpMethod.Put, "/shops/login1", new { notifyUrl = login.Url });
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await page.GetByTestId("nav-advice").ClickAsync();
        await Expect(page.GetByTestId("no-advice")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await simulated.Pay("LOGIN-1", shop: "login1");
        var group = page.Locator("[data-testid=advice-group][data-rule=notification-redirect]");
        await Expect(group).ToContainTextAsync("LOGIN-1");
        await page.GetByTestId("advice-shop").SelectOptionAsync(TestOrder.FirstShop);
        await page.GetByTestId("advice-apply").ClickAsync();
        await Expect(group).ToHaveCountAsync(0);
        await page.GetByTestId("advice-clear").ClickAsync();
        await Expect(group).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    static RawMerchant Login() => new("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

    [GeneratedRegex("/advice#notification-redirect$")]
    private static partial Regex RuleUrl();
}
