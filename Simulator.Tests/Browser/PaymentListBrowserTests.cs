using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The list of payments: from the charts to one payment, and the dense rows on a phone.</summary>
public sealed class PaymentListBrowserTests(Chromium chromium)
{
    const int MaxRowHeight = 72;

    [Fact]
    public async Task Charts_filter_the_list_which_is_sorted_paged_and_cleared()
    {
        await using var simulated = await Filled();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("range").First).ToHaveTextAsync("1–50 of 61");
        await page.GetByTestId("last").First.ClickAsync();
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(11);
        await page.IsAccessible("list-last");
        // A part of a bar: the failed ones of the second hour.
        await page.GetByTestId("chart-outcome").Locator("svg [data-part=failed]").ClickAsync();
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("FAILED-1");
        await Expect(page.GetByTestId("chip-outcome")).ToContainTextAsync("Failed or expired");
        await Expect(page.GetByTestId("filter-outcome")).ToHaveValueAsync("failed");
        await Expect(page.GetByTestId("filter-from")).ToHaveValueAsync("2026-01-15T10:00");
        await page.GetByTestId("chip-outcome").ClickAsync();
        await page.GetByTestId("chip-from").ClickAsync();
        await Expect(page.GetByTestId("chip-from")).ToHaveCountAsync(0);
        await page.GetByTestId("filter-clear").ClickAsync();
        await page.GetByTestId("sort-amount").ClickAsync();
        await Expect(page.GetByTestId("payment-row").First).ToContainTextAsync("FAILED-1");
        // The keyboard reaches the same links by the table of the chart.
        await page.GetByTestId("chart-numbers").Locator("summary").PressAsync("Enter");
        await page.IsAccessible("list-numbers");
        await page.GetByTestId("chart-numbers").Locator("tbody tr").Last.Locator("a").First.PressAsync("Enter");
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(1);
        // What is opened and typed stays when the list is updated.
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.GetByTestId("filter-more").Locator("summary").ClickAsync();
        await page.GetByTestId("filter-from").FillAsync("2026-01-15T09:30");
        await page.GetByTestId("filter-order").FillAsync("LIVE-*");
        await simulated.RegisterPayment("LIVE-1");
        await Expect(page.GetByTestId("total").First).ToHaveTextAsync("62");
        await page.GetByTestId("filter-order").PressAsync("Enter");
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("LIVE-1");
        await Expect(page.GetByTestId("chip-from")).ToContainTextAsync("2026-01-15 09:30");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Rows_are_dense_on_a_phone_and_lead_to_the_payment()
    {
        await using var simulated = await Filled();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await page.IsAccessible("list-phone");
        Assert.All(await Heights(page), height => Assert.InRange(height, 40, MaxRowHeight));
        await page.GetByTestId("filter-more").Locator("summary").ClickAsync();
        await page.GetByTestId("filter-notification").SelectOptionAsync("delivered");
        await page.GetByTestId("filter-sort").SelectOptionAsync("-amount");
        await page.GetByTestId("filter-apply").ClickAsync();
        await Expect(page.GetByTestId("payment-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("chip-notification")).ToContainTextAsync("受領済み");
        await Expect(page.GetByTestId("payment-row")).ToContainTextAsync("PAYFAIL（決済失敗）");
        await page.IsAccessible("list-phone-filtered");
        // The whole row is a link.
        await page.GetByTestId("payment-row").ClickAsync();
        await Expect(page.GetByTestId("heading")).ToContainTextAsync("FAILED-1");
        Assert.Empty(errors);
    }

    // 60 registered payments at 09:00, and at 10:00 one that the consumer cancelled.
    static async Task<SimulatorFixture> Filled()
    {
        var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 60; number++) await simulated.RegisterPayment($"LISTED-{number:D2}");
        await simulated.Advance("PT1H");
        var failed = await simulated.RequestPayment("FAILED-1", amount: 5000);
        await simulated.PlayConsumer(failed, "cancel");
        await simulated.WaitFor(failed, "notifications=2");
        return simulated;
    }

    static Task<double[]> Heights(IPage page) => page.EvaluateAsync<double[]>(
        "[...document.querySelectorAll('[data-testid=payment-row]')].map(row => row.getBoundingClientRect().height)");
}
