using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>A developer asks what happened to an order: finds it, reads it, acts on it, and sees the page follow.</summary>
public sealed class PaymentWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280, false)]
    [InlineData("ja", 390, true)]
    public async Task Finds_an_order_whose_notification_is_not_taken_reads_why_and_gets_it_through(string language, int width, bool dark)
    {
        await using var simulated = await Simulated.Start(merchantSays: "<html>thanks</html>");
        for (var other = 1; other <= 3; other++) await simulated.Executes($"OTHER-{other}");
        var order = await simulated.Pays("LOST-1");
        await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=AUTH");
        await using var window = await chromium.Open(simulated.Url, language, width, dark);
        var (page, errors) = window;

        await page.GotoAsync("/");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(4);
        await page.Passes("payments");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("LOST-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("AUTH");
        await Expect(page.GetByTestId("reading").Last).ToContainTextAsync(language == "en" ? "You answered 200 with a page of HTML" : "HTML のページが返されました");
        await Expect(page.GetByTestId("next").Last).ToContainTextAsync(language == "en" ? "Next try in 60 minutes" : "60分後");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");

        // A message opens, and stays open while the page follows what happens.
        await page.Locator("[data-step='5'] > details > summary").ClickAsync();
        await Expect(page.Locator("[data-step='5'] pre.raw").First).ToContainTextAsync("StartURL=");
        await page.Passes("payment-open");
        simulated.MerchantSays("0");
        await page.GetByTestId("act-advance").ClickAsync();
        await Expect(page.Locator("[data-testid=notification-state][data-status=delivered]")).ToHaveCountAsync(3);
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.Locator("[data-step='2'] > details > summary").Last.ClickAsync();
        await simulated.Operates("RecruitSales", order);
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES");
        await Expect(page.Locator("[data-step='2'] > details").Last).ToHaveAttributeAsync("open", "");
        await page.GetByTestId("act-cancel").ClickAsync();
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("CANCEL");
        await page.Passes("payment-cancelled");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_link_to_a_message_opens_it_and_a_copy_is_what_is_shown()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("LINK-1");
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync($"/payments/{order.AccessId}#m4");
        await Expect(page.Locator("#m4")).ToHaveAttributeAsync("open", "");
        await page.Locator("#m4 .copying summary").ClickAsync();
        await page.Locator("#m4 [data-copy]").ClickAsync();
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith($"curl '{simulated.Url}/payment/ExecTranRecruit.idPass'", copied, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_list_goes_by_keyboard_alone_and_follows_ten_thousand_payments_without_strain()
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.EvaluateAsync("() => { window.swaps = 0; document.addEventListener('htmx:after:swap', () => window.swaps++); }");
        await Parallel.ForEachAsync(Enumerable.Range(1, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken },
            async (number, _) => await simulated.Enters($"MANY-{number:D5}"));
        await simulated.Enters("LAST-1");
        await Expect(page.GetByTestId("payment-row").First).ToContainTextAsync("LAST-1");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(50);
        // However much happens, the page looks anew four times a second at the most.
        Assert.InRange(await page.EvaluateAsync<int>("swaps"), 1, 400);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("heading")).ToHaveTextAsync("Order LAST-1");
        await page.GotoAsync("/?orderId=MANY-00001");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(1);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_script_that_comes_late_does_not_leave_the_page_deaf()
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        // The page itself says when it is read and htmx has had its turn: asked from outside, a page that still loads may not answer.
        await page.AddInitScriptAsync("""
            const looking = setInterval(() => {
              if (document.readyState === "loading" || !("htmx" in window))
                return;
              clearInterval(looking);
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
        await simulated.Enters("LATE-1");
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("LATE-1");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Reads_and_acts_without_a_script()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Pays("PLAIN-1");
        await using var window = await chromium.Open(simulated.Url, "en", 1280, script: false);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await page.GetByTestId("find").FillAsync("PLAIN");
        await page.GetByTestId("find").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "PLAIN-1" }).ClickAsync();
        await page.Locator("[data-step='9'] > details > summary").ClickAsync();
        await Expect(page.Locator("[data-step='9'] .raw").First).ToContainTextAsync("Status=AUTH");
        await page.GetByTestId("act-capture").ClickAsync();
        await Expect(page.GetByTestId("status")).ToHaveTextAsync("SALES");
        Assert.Equal("SALES", (string?)(await simulated.Transaction(order))["status"]);
        Assert.Empty(errors);
    }
}
