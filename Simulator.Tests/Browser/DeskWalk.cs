using System.Text.RegularExpressions;
using KantanSim.Tests.Kit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>An operator at QA's desk: every page, every button, by mouse, by keyboard and without script.</summary>
public sealed class DeskWalk(Chromium chromium)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Finds_arms_and_disarms_scenarios(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/scenarios");
        await Expect(page.GetByTestId("scenario")).ToHaveCountAsync(60);
        await page.GetByTestId("next").First.ClickAsync();
        await Expect(page.GetByTestId("scenario")).ToHaveCountAsync(29);
        await page.GetByTestId("find-words").FillAsync("timeout");
        await page.GetByTestId("find-apply").ClickAsync();
        await page.GetByTestId("arm-timeout").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("timeout");
        await Expect(page.GetByTestId("find-words")).ToHaveValueAsync("timeout");
        await page.Passes("desk-scenarios-armed");
        await page.GetByTestId("scenario").Locator("a").First.ClickAsync();
        await page.GetByTestId("arm-times").FillAsync("3");
        await page.GetByTestId("arm-order").FillAsync("ABC-*");
        await page.GetByTestId("arm-timeout").ClickAsync();
        await Expect(page.GetByTestId("arm")).ToHaveCountAsync(2);
        await page.Passes("desk-scenario");
        await page.GetByTestId("disarm").First.ClickAsync();
        await Expect(page.GetByTestId("arm")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("ABC-*");
        await page.GetByTestId("find-words").FillAsync("no such thing");
        await page.GetByTestId("find-apply").ClickAsync();
        await Expect(page.GetByTestId("no-scenario")).ToBeVisibleAsync();
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Sets_the_clock_and_jumps_to_what_is_due(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        await simulated.Executes("DUE-1");
        await simulated.Pays("DUE-2");
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/clock");
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 09:00:00");
        await page.Passes("desk-clock");
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
        await page.Passes("desk-clock-nothing-due");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Edits_members_cards_and_coupons_in_place(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/members");
        await page.Passes("desk-members");
        await page.GetByTestId("edit-taro").ClickAsync();
        var form = page.GetByTestId("form-taro");
        await form.GetByTestId("points").FillAsync("many");
        await form.GetByTestId("cards[2].id").FillAsync("amex");
        await form.GetByTestId("cards[2].label").FillAsync("Amex 9");
        await form.GetByTestId("cards[2].declines").CheckAsync();
        await page.GetByTestId("save-taro").ClickAsync();
        await Expect(page.GetByTestId("faults")).ToContainTextAsync("many");
        await Expect(form.GetByTestId("cards[2].label")).ToHaveValueAsync("Amex 9");
        await page.Passes("desk-member-fault");
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
        await page.Passes("desk-member-delete");
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("member")).ToHaveCountAsync(4);
        await page.GetByTestId("reset-members").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("edit-taro")).ToContainTextAsync("500");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Adds_sets_tests_resets_and_deletes_a_shop(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/shops");
        await page.Passes("desk-shops");
        await page.GetByTestId("add-id").FillAsync("desk1");
        await page.GetByTestId("add-url").FillAsync($"{simulated.Merchant.Url}/notify");
        await page.GetByTestId("add-apply").ClickAsync();
        await page.GetByTestId("test").ClickAsync();
        await Expect(page.GetByTestId("test-reading")).ToHaveClassAsync("badge good");
        await page.GetByTestId("choices").ClickAsync();
        await page.GetByTestId("choice-ConsumerCancel").SelectOptionAsync("AuthProcess");
        await page.GetByTestId("choice-WalletMinutes").FillAsync("0");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("faults")).ToContainTextAsync("protocol.WalletMinutes");
        await page.GetByTestId("choice-WalletMinutes").FillAsync("5");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.Locator("[data-testid=choice][data-own=true]")).ToHaveCountAsync(2);
        await page.Passes("desk-shop");
        await simulated.Enters("ORDER-1", shop: "desk1");
        await page.GetByTestId("reset").ClickAsync();
        await Expect(page.GetByTestId("forgotten")).ToContainTextAsync("1");
        await page.Passes("desk-shop-reset");
        await page.GetByTestId("yes").ClickAsync();
        await page.GetByTestId("shop-desk1").ClickAsync();
        await page.GetByTestId("delete").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("shop")).ToHaveCountAsync(1);
        await page.GetByTestId("reset-all").ClickAsync();
        await page.Passes("desk-reset-all");
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Theory]
    [InlineData("en", 1280)]
    [InlineData("ja", 390)]
    public async Task Sees_contracts_with_their_months_the_charge_file_and_deposits(string language, int width)
    {
        await using var simulated = await Simulated.Start();
        await simulated.Subscribes("SUB-1");
        await simulated.Pays("ONCE-1", jobCd: "CAPTURE");
        await simulated.Advance("P40D");
        await using var window = await chromium.Open(simulated.Url, language, width);
        var (page, errors) = window;
        await page.GotoAsync("/contracts");
        await Expect(page.GetByTestId("month")).ToHaveCountAsync(2);
        await page.Passes("desk-contracts");
        await page.GetByTestId("file-date").FillAsync("2026-01-31");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("file-download").ClickAsync());
        Assert.Equal("RC_A_tshop00000001_20260131.csv", file.SuggestedFilename);
        await page.GotoAsync("/deposits");
        await page.GetByTestId("filter-shop").SelectOptionAsync("tshop00000001");
        await page.GetByTestId("filter-apply").ClickAsync();
        await Expect(page.GetByTestId("deposit").First).ToBeVisibleAsync();
        await page.Passes("desk-deposits");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task The_desk_needs_no_script()
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, "en", 1280, script: false);
        var (page, _) = window;
        await page.GotoAsync("/scenarios?q=cancel");
        await page.GetByTestId("arm-cancel").ClickAsync();
        await Expect(page.GetByTestId("arm")).ToHaveCountAsync(1);
        await page.GetByTestId("nav-clock").ClickAsync();
        await page.GetByTestId("advance-day").ClickAsync();
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-16 09:00:00");
        await page.GetByTestId("nav-members").ClickAsync();
        await page.GetByTestId("edit-jiro").ClickAsync();
        await page.GetByTestId("form-jiro").GetByTestId("points").FillAsync("9");
        await page.GetByTestId("save-jiro").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("jiro");
        await page.GetByTestId("nav-shops").ClickAsync();
        await page.GetByTestId("test-tshop00000001").ClickAsync();
        await Expect(page.GetByTestId("test-reading")).ToHaveTextAsync("received");
        await page.GetByTestId("reset").ClickAsync();
        await page.GetByTestId("yes").ClickAsync();
        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();
        Assert.Equal(9, (int?)(await simulated.Member("jiro"))["points"]);
    }

    [Fact]
    public async Task A_scenario_is_armed_by_the_keyboard_alone()
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/");
        await Reaches(page, "nav-scenarios");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/scenarios$"));
        await Reaches(page, "find-words");
        await page.Keyboard.TypeAsync("timeout");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("q=timeout"));
        await Reaches(page, "arm-timeout");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("arm")).ToContainTextAsync("timeout");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    [Fact]
    public async Task What_is_being_written_stays_while_the_page_is_taken_anew()
    {
        await using var simulated = await Simulated.Start();
        await using var window = await chromium.Open(simulated.Url, "en", 1280);
        var (page, errors) = window;
        await page.GotoAsync("/clock");
        await Expect(page.GetByTestId("live")).ToHaveAttributeAsync("data-on", "true");
        await page.GetByTestId("advance-by").FillAsync("PT2H");
        await simulated.Advance("PT5M");
        await Expect(page.GetByTestId("now")).ToHaveTextAsync("2026-01-15 09:05:00");
        await Expect(page.GetByTestId("advance-by")).ToHaveValueAsync("PT2H");
        Assert.DoesNotContain(errors, IsUnexpected);
    }

    // A form that does not fit is answered with 400 or 409, which the browser notes.
    static bool IsUnexpected(string error) => !Regex.IsMatch(error, "status of 4(00|09)");

    static async Task Reaches(IPage page, string testId)
    {
        for (var tabs = 0; tabs < 60; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement.dataset.testid") == testId) return;
        }
        Assert.Fail($"The keyboard does not come to {testId}.");
    }
}
