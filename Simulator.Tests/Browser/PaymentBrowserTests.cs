using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The payment list and a payment's page: search, messages, actions, live updates.</summary>
public sealed class PaymentBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData(BrowserProfile.English, "You answered 200 with a page of HTML", "Next try in 60 minutes")]
    [InlineData(BrowserProfile.Japanese, "HTML のページが返されました", "60分後")]
    public async Task Undelivered_notification_is_explained_and_delivered_after_an_advance(
        BrowserProfile profile, string reading, string next)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "<html>thanks</html>");
        for (var other = 1; other <= 3; other++) await simulated.RequestPayment($"OTHER-{other}");
        var order = await simulated.Pay("LOST-1");
        await simulated.CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=AUTH");
        await using var window = await chromium.Open(simulated.Url, profile);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("LOST-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("status")).ToContainTextAsync("AUTH");
        await Expect(page.GetByTestId("reading").Last).ToContainTextAsync(reading);
        await Expect(page.GetByTestId("next").Last).ToContainTextAsync(next);
        simulated.MerchantSays("0");
        await page.GetByTestId("act-advance").ClickAsync();
        await Expect(page.Locator("[data-testid=notification-state][data-status=delivered]")).ToHaveCountAsync(3);
        await page.FitsItsWidth("payment-delivered");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Open_message_stays_open_while_the_page_updates_itself()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("OPEN-1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync($"/payments/{order.AccessId}");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.Locator("[data-step='5'] > details > summary").ClickAsync();
        await Expect(page.Locator("[data-step='5'] pre.raw").First).ToContainTextAsync("StartURL=");
        await page.Locator("[data-step='2'] > details > summary").Last.ClickAsync();
        await simulated.CallOperation("RecruitSales", order);
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES（実売上）");
        await Expect(page.Locator("[data-step='5'] > details")).ToHaveAttributeAsync("open", "");
        await Expect(page.Locator("[data-step='2'] > details").Last).ToHaveAttributeAsync("open", "");
        await page.GetByTestId("act-cancel").ClickAsync();
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("CANCEL（キャンセル）");
        await page.FitsItsWidth("payment-cancelled");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Link_to_a_message_opens_it_and_its_copy_button_copies_the_curl_command()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("LINK-1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync($"/payments/{order.AccessId}#m4");
        await Expect(page.Locator("#m4")).ToHaveAttributeAsync("open", "");
        await page.Locator("#m4 .copying summary").ClickAsync();
        await page.Locator("#m4 [data-copy=curl-m4]").ClickAsync();
        await Expect(page.Locator("#m4 [data-copy=curl-m4]")).ToHaveAttributeAsync("data-copied", "true");
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith($"curl '{simulated.Url}/payment/ExecTranRecruit.idPass'", copied, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Keyboard_alone_opens_a_payment_of_the_list()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 3; number++) await simulated.RegisterPayment($"KEYS-{number}");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("heading")).ToHaveTextAsync("Order KEYS-3");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task List_updates_at_most_four_times_a_second()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.EvaluateAsync("""
            () => {
              window.swaps = 0;
              window.began = performance.now();
              document.addEventListener('htmx:after:swap', () => window.swaps++);
            }
            """);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, 10_000), parallel,
            async (number, _) => await simulated.RegisterPayment($"MANY-{number:D5}"));
        await simulated.RegisterPayment("LAST-1");
        await Expect(page.GetByTestId("payment-row").First).ToContainTextAsync("LAST-1");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(50);
        // The limit grows with the elapsed time, so that a slow machine does not fail the test. A timer may be a little early (240 ms for
        // 250), and two updates may be under way when counting begins.
        var limit = await page.EvaluateAsync<int>("Math.ceil((performance.now() - began) / 240) + 2");
        Assert.InRange(await page.EvaluateAsync<int>("swaps"), 1, limit);
        await page.GotoAsync("/?orderId=MANY-00001");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(1);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Page_updates_itself_even_if_the_script_for_events_loads_late()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        // The page itself signals when it is parsed and htmx has run: a page that is still loading may not answer a question from outside.
        await page.AddInitScriptAsync("""
            const timer = setInterval(() => {
              if (document.readyState === "loading" || !("htmx" in window))
                return;
              clearInterval(timer);
              setTimeout(() => fetch("/assets/logo.svg?read"));
            }, 5);
            """);
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.Request += (_, request) => { if (request.Url.EndsWith("?read", StringComparison.Ordinal)) read.TrySetResult(); };
        await page.RouteAsync("**/hx-sse.min.js", async route =>
        {
            await read.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await simulated.RegisterPayment("LATE-1");
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("LATE-1");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Payment_is_found_read_and_captured_without_script()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("PLAIN-1");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese, script: false);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await page.GetByTestId("find").FillAsync("PLAIN");
        await page.GetByTestId("find").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "PLAIN-1" }).ClickAsync();
        await page.Locator("[data-step='9'] > details > summary").ClickAsync();
        await Expect(page.Locator("[data-step='9'] .raw").First).ToContainTextAsync("Status=AUTH");
        await page.GetByTestId("act-capture").ClickAsync();
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES（実売上）");
        Assert.Equal("SALES", (string?)(await simulated.Transaction(order))["status"]);
        Assert.Empty(errors);
    }
}
