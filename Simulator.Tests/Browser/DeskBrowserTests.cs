using System.Text.RegularExpressions;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The dashboard's forms used with the mouse: scenarios, clock, members, shops, contracts and deposits.</summary>
public sealed class DeskBrowserTests(Chromium chromium)
{
    [Fact]
    public async Task Scenario_is_found_armed_and_disarmed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/scenarios");
        await Expect(page.GetByTestId("scenario")).ToHaveCountAsync(RepositoryScenarios.Library.Scenarios.Count);
        await page.FitsItsWidth("desk-scenarios");
        await page.GetByTestId("find-words").FillAsync("timeout");
        await page.GetByTestId("find-apply").ClickAsync();
        await page.GetByTestId("arm-timeout").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("timeout");
        await Expect(page.GetByTestId("find-words")).ToHaveValueAsync("timeout");
        await page.FitsItsWidth("desk-scenarios-armed");
        await page.GetByTestId("scenario").Locator("a").First.ClickAsync();
        await page.GetByTestId("arm-times").FillAsync("3");
        await page.GetByTestId("arm-order").FillAsync("ABC-*");
        await page.GetByTestId("arm-shop").SelectOptionAsync("*");
        await page.GetByTestId("arm-note").FillAsync("for the evening");
        await page.GetByTestId("arm-life").FillAsync("P1D");
        await page.GetByTestId("arm-timeout").ClickAsync();
        await Expect(page.GetByTestId("arm")).ToHaveCountAsync(2);
        await page.FitsItsWidth("desk-scenario-armed");
        await page.GetByTestId("disarm").First.ClickAsync();
        await Expect(page.GetByTestId("arm")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("ABC-*");
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("for the evening");
        await page.GetByTestId("all-scenarios").ClickAsync();
        await page.GetByTestId("find-words").FillAsync("no such thing");
        await page.GetByTestId("find-apply").ClickAsync();
        await Expect(page.GetByTestId("no-scenario")).ToBeVisibleAsync();
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task Clock_is_advanced_set_and_moved_to_the_next_job()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RequestPayment("DUE-1");
        await simulated.Pay("DUE-2");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/clock");
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 09:00:00");
        await page.GetByTestId("advance-hour").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 10:00:00");
        await page.GetByTestId("advance-by").FillAsync("P1DT1S");
        await page.GetByTestId("advance-apply").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-16 10:00:01");
        await page.GetByTestId("set-now").FillAsync("2026-02-01T12:00");
        await page.GetByTestId("set-apply").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-02-01 12:00:00");
        await page.GetByTestId("jump").First.ClickAsync();
        await Expect(page.GetByTestId("nothing-due")).ToBeVisibleAsync();
        await page.GetByTestId("advance-next").ClickAsync();
        await Expect(page.GetByTestId("faults")).ToBeVisibleAsync();
        await page.FitsItsWidth("desk-clock-nothing-due");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task Clock_of_a_shop_is_advanced_alone_cancelled_and_joined_with_the_common_one_again()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("apart");
        await simulated.RequestPayment("FIRST-1", shop: "apart");
        await simulated.Advance("PT10S");
        await simulated.RequestPayment("SECOND-1", shop: "apart");
        await simulated.Advance("PT0S");
        await simulated.Send(HttpMethod.Put, "/shops/apart", new { notifyUrl = merchant.Url });
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/clock");
        await page.GetByTestId("choose-shop").FillAsync("apart");
        await page.GetByTestId("choose-apply").ClickAsync();
        await Expect(page.GetByTestId("heading")).ToContainTextAsync("apart");
        // The merchant does not answer the notification of the first expiry: the advance stays between two moments.
        var advancing = simulated.Send(HttpMethod.Post, "/clock/advance", new { shopId = "apart", by = "P1D" });
        await merchant.Asked;
        await Expect(page.GetByTestId("progress")).ToBeVisibleAsync();
        await page.FitsItsWidth("desk-clock-advancing");
        var cancelling = page.GetByTestId("advance-cancel").ClickAsync();
        while (!simulated.GetService<Scheduler>().Advances[0].IsCancelRequested) await Task.Yield();
        merchant.Answer();
        await cancelling;
        Assert.Contains("\"cancelled\":true", await advancing, StringComparison.Ordinal);
        await Expect(page.GetByTestId("done")).ToContainTextAsync("中止");
        await Expect(page.GetByTestId("happened-expired")).ToContainTextAsync("FIRST-1");
        await page.GetByTestId("advance-day").ClickAsync();
        await Expect(page.GetByTestId("happened-expired")).ToContainTextAsync("SECOND-1");
        await page.FitsItsWidth("desk-clock-of-a-shop");
        await page.GetByTestId("choose-all").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 09:00:10");
        await page.GetByTestId("own-clock").GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByTestId("follow").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 09:00:10");
        Assert.DoesNotContain(errors, IsUnexpected);
        await page.GetByTestId("choose-shop").FillAsync("nobody");
        await page.GetByTestId("choose-apply").ClickAsync();
        await Expect(page.GetByTestId("faults")).ToContainTextAsync("nobody");
    }

    [Fact]
    public async Task Shop_with_own_members_is_added_and_its_snapshot_is_taken_restored_and_deleted()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shops");
        await page.GetByTestId("add-id").FillAsync("walk1");
        await page.GetByTestId("add-members").SelectOptionAsync("own");
        await page.GetByTestId("add-expires-in").FillAsync("PT2H");
        await page.GetByTestId("add-apply").ClickAsync();
        await Expect(page.GetByTestId("ends-at")).ToBeVisibleAsync();
        await page.FitsItsWidth("desk-shop-that-ends");
        await page.GotoAsync("/snapshots");
        await page.GetByTestId("take-name").FillAsync("walk");
        await page.GetByTestId("take-shop").SelectOptionAsync("walk1");
        await page.GetByTestId("take-apply").ClickAsync();
        await Expect(page.GetByTestId("snapshot")).ToContainTextAsync("walk1");
        await simulated.Pay("WALK-1", how: ",\"points\":100", shop: "walk1");
        await page.GetByTestId("restore-walk").ClickAsync();
        await Expect(page.GetByTestId("restored")).ToBeVisibleAsync();
        await page.FitsItsWidth("desk-snapshot-restore");
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("walk");
        Assert.Empty(await simulated.Transactions("?shopId=walk1"));
        await page.GotoAsync("/members?shopId=walk1");
        await Expect(page.GetByTestId("own-members")).ToContainTextAsync("walk1");
        await Expect(page.GetByTestId("edit-taro")).ToContainTextAsync("500 ");
        await page.GotoAsync("/snapshots");
        await page.GetByTestId("delete-walk").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("no-snapshots")).ToBeVisibleAsync();
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task Member_is_edited_in_place_added_deleted_and_reset()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/members");
        await page.GetByTestId("edit-taro").ClickAsync();
        var form = page.GetByTestId("form-taro");
        await form.GetByTestId("points").FillAsync("many");
        await form.GetByTestId("cards[2].id").FillAsync("amex");
        await form.GetByTestId("cards[2].label").FillAsync("Amex 9");
        await form.GetByTestId("cards[2].declines").CheckAsync();
        await page.GetByTestId("save-taro").ClickAsync();
        await Expect(page.GetByTestId("faults")).ToContainTextAsync("many");
        await Expect(form.GetByTestId("cards[2].label")).ToHaveValueAsync("Amex 9");
        await page.IsAccessible("desk-member-fault");
        await form.GetByTestId("points").FillAsync("1234");
        await form.GetByTestId("points").PressAsync("Enter");
        await Expect(page.GetByTestId("done")).ToContainTextAsync("taro");
        await Expect(page.GetByTestId("edit-taro")).ToContainTextAsync("1,234");
        await form.GetByTestId("remove-coupons[0]").ClickAsync();
        await Expect(form.GetByTestId("coupons[0].id")).ToHaveValueAsync("SHOP200");
        await page.GetByTestId("add-id").FillAsync("ken");
        await page.GetByTestId("add-apply").ClickAsync();
        await page.GetByTestId("edit-ken").ClickAsync();
        await page.GetByTestId("delete-ken").ClickAsync();
        await page.FitsItsWidth("desk-member-delete");
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("member")).ToHaveCountAsync(4);
        await page.GetByTestId("reset-members").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("edit-taro")).ToContainTextAsync("500");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task Shop_is_added_tested_set_reset_and_deleted()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.Japanese);
        var (page, errors) = window;
        await page.GotoAsync("/shops");
        await page.GetByTestId("add-id").FillAsync("desk1");
        await page.GetByTestId("add-url").FillAsync($"{simulated.Merchant.Url}/notify");
        await page.GetByTestId("add-apply").ClickAsync();
        await page.GetByTestId("test").ClickAsync();
        await Expect(page.GetByTestId("test-reading")).ToHaveClassAsync("badge good");
        await page.FitsItsWidth("desk-shop-test");
        await page.GetByTestId("choices").ClickAsync();
        await page.GetByTestId("choice-ConsumerCancel").SelectOptionAsync("AuthProcess");
        await page.GetByTestId("choice-WalletMinutes").FillAsync("0");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("faults")).ToContainTextAsync("protocol.WalletMinutes");
        await page.GetByTestId("choice-WalletMinutes").FillAsync("5");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.Locator("[data-testid=choice][data-own=true]")).ToHaveCountAsync(2);
        await page.FitsItsWidth("desk-shop");
        await simulated.RegisterPayment("ORDER-1", shop: "desk1");
        await page.GetByTestId("reset").ClickAsync();
        await Expect(page.GetByTestId("forgotten")).ToContainTextAsync("1");
        await page.FitsItsWidth("desk-shop-reset");
        await page.GetByTestId("yes").ClickAsync();
        await page.GetByTestId("shop-desk1").ClickAsync();
        await page.GetByTestId("delete").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("shop")).ToHaveCountAsync(1);
        await page.GetByTestId("reset-all").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task Contracts_charge_file_and_deposits_are_shown()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Subscribes("SUB-1");
        await simulated.Pay("ONCE-1", jobCd: "CAPTURE");
        await simulated.Advance("P40D");
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var (page, errors) = window;
        await page.GotoAsync("/contracts");
        await Expect(page.GetByTestId("month")).ToHaveCountAsync(2);
        await page.GetByTestId("file-date").FillAsync("2026-01-31");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("file-download").ClickAsync());
        Assert.Equal("RC_A_tshop00000001_20260131.csv", file.SuggestedFilename);
        await page.GotoAsync("/deposits");
        await page.GetByTestId("filter-shop").SelectOptionAsync("tshop00000001");
        await page.GetByTestId("filter-apply").ClickAsync();
        await Expect(page.GetByTestId("deposit").First).ToBeVisibleAsync();
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    // Invalid input is answered with 400 or 409, which the browser logs.
    static bool IsUnexpected(string error) => !Regex.IsMatch(error, "status of 4(00|09)");
}
