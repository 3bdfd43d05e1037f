using KantanSim.Web;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>Every page template in both profiles, checked with axe.</summary>
public sealed class EveryPageBrowserTests(EveryPage pages) : IClassFixture<EveryPage>
{
    // A template, the path of a page that it renders, and a data-testid that only this page has.
    static readonly (string Template, string Path, string TestId)[] Pages =
    [
        ("Admin/Pages/Templates/payments.html",           "/",                                                  "payment-row"),
        ("Admin/Pages/Templates/payment.html",            "/payments/{undelivered}#m4",                         "notification"),
        ("Admin/Pages/Templates/payment.html",            "/payments/{contract}",                               "contract"),
        ("Admin/Pages/Templates/payment.html",            "/payments/{redirected}",                             "finding"),
        ("Admin/Pages/Templates/run-scenario.html",       "/payments/{undelivered}/scenario",                   "run-yaml"),
        ("Admin/Pages/Templates/missing.html",            "/payments/none",                                     "missing"),
        ("Admin/Pages/Templates/payments.html",           "/?attention=1",                                      "mark"),
        ("Admin/Pages/Templates/payments.html",           "/?from=noon",                                        "faults"),
        ("Admin/Pages/Templates/advice.html",             "/advice",                                            "advice-group"),
        ("Admin/Pages/Templates/advice.html",             "/advice?rule=lost-answer-not-searched",              "advice-list"),
        ("Admin/Pages/Templates/deposits.html",           "/deposits",                                          "deposit"),
        ("Admin/Pages/Templates/traffic.html",            "/traffic",                                           "call"),
        ("Admin/Pages/Templates/traffic.html",            "/traffic?outcome=bad",                               "faults"),
        ("Gateway/Pages/nothing.html",                    "/payment/EntryTranRecruit",                          "hint"),
        ("Gateway/Pages/nothing.html",                    "/trafic",                                            "meant"),
        ("Admin/Pages/Templates/fidelity.html",           "/fidelity",                                          "fidelity-table"),
        ("Admin/Pages/Templates/scenarios.html",          "/scenarios?q=timeout",                               "scenario"),
        ("Admin/Pages/Templates/scenario.html",           "/scenarios/maintenance-at-night",                    "codes"),
        ("Admin/Pages/Templates/compose.html",            "/scenarios/compose?r1=notifying.send&r2=deciding.refuse", "sentences"),
        ("Admin/Pages/Templates/compose.html",            "/scenarios/compose?r1=notifying.delay&r1_was=notifying.delay", "compose-faults"),
        ("Admin/Pages/Templates/clock.html",              "/clock",                                             "due-row"),
        ("Admin/Pages/Templates/members.html",            "/members",                                           "member"),
        ("Admin/Pages/Templates/shops.html",              "/shops",                                             "shop"),
        ("Admin/Pages/Templates/shop.html",               "/shops/pages1",                                      "shop-pass"),
        ("Admin/Pages/Templates/connect.html",            "/connect",                                           "first-call"),
        ("Admin/Pages/Templates/connect.html",            "/connect?shopId=pages1",                             "notify-form"),
        ("Admin/Pages/Templates/snapshots.html",          "/snapshots",                                         "snapshot"),
        ("Admin/Pages/Templates/confirm.html",            "/snapshots/everything/restore",                      "restored"),
        ("Admin/Pages/Templates/contracts.html",          "/contracts",                                         "month"),
        ("Admin/Pages/Templates/confirm.html",            "/reset",                                             "forgotten"),
        ("Gateway/Pages/error.html",                      "/payment/RecruitStart.idPass?AccessID=none&Token=x", "gateway-error"),
        ("DemoShop/Pages/goods.html",                     "/shop",                                              "goods"),
        ("DemoShop/Pages/orders.html",                    "/shop/orders",                                       "order-row"),
        ("DemoShop/Pages/order.html",                     "/shop/orders/{order}",                               "receipt"),
        ("DemoShop/Pages/notice.html",                    "/shop/orders/none",                                  "shop-notice"),
        ("Wallet/Pages/sign-in.html",                     "/recruit/pay/{signing-in}",                          "sign-in-form"),
        ("Methods/Recruit/Pages/confirm.html",            "/recruit/pay/{confirming}",                          "points-slider"),
        ("Methods/RecruitContinuance/Pages/confirm.html", "/recruit/pay/{subscribing}",                         "charge-day"),
        ("Wallet/Pages/notice.html",                      "/recruit/pay/{subscribed}",                          "notice"),
        ("Wallet/Pages/notice.html",                      "/recruit/pay/none",                                  "notice"),
        ("Wallet/Pages/contract.html",                    "/recruit/contracts/{subscribed}",                    "contract"),
    ];

    // A GET without further preparation does not show these.
    static readonly string[] TestedElsewhere =
    [
        "DemoShop/Pages/hop.html", "Gateway/Pages/return.html",             // SelfSubmittingPageBrowserTests
        "Admin/Pages/Templates/fault.html", "Admin/Pages/Templates/unreadable.html", // FaultPageBrowserTests
        "Admin/Pages/Templates/sign-in.html", "Admin/Pages/Templates/refused.html",  // OperatorBrowserTests
        "Check/Reports/case.html", "Check/Reports/report.html",             // CheckHtmlBrowserTests
        "Evidence/Html/evidence.html",                                      // EvidenceBrowserTests
    ];

    // Layouts, and parts of the pages above.
    static readonly string[] Parts =
    [
        "Web/frame.html", "Check/Reports/payment.html",
        "Admin/Pages/Templates/layout.html", "Admin/Pages/Templates/door.html", "Admin/Pages/Templates/faults.html",
        "Admin/Pages/Templates/pager.html", "Admin/Pages/Templates/armed.html", "Admin/Pages/Templates/shop-choice.html",
        "Admin/Pages/Templates/scenario-nav.html", "Admin/Pages/Templates/compose-field.html",
        "Admin/Pages/Templates/payments-chart.html", "Admin/Pages/Templates/filter-faults.html",
        "Admin/Pages/Templates/payments-pager.html",
        "Admin/Pages/Templates/arrived-call.html", "Admin/Pages/Templates/connectivity-test.html",
        "Admin/Pages/Templates/payment-story.html", "Admin/Pages/Templates/payment-acts.html",
        "Admin/Pages/Templates/payment-contract.html", "Admin/Pages/Templates/payment-flow.html",
        "Admin/Pages/Templates/payment-notifications.html", "Admin/Pages/Templates/payment-details.html",
        "Admin/Pages/Templates/take-away.html",
        "DemoShop/Pages/layout.html",
        "Gateway/Pages/layout.html",
        "Wallet/Pages/layout.html", "Wallet/Pages/fault.html", "Wallet/Pages/order.html", "Wallet/Pages/strip.html",
    ];

    // axe needs seconds for long tables, whose hundreds of rows differ in their text only.
    const string RemoveRepeatedRows = """
        () => {
          const seen = new Set();
          const look = ({ name, value }) => name === "class" || name.startsWith("data-") ? `${name}=${value}` : name;
          const shape = one => `${one.tagName} ${[...one.attributes].map(look)}`;
          for (const row of document.querySelectorAll("tbody tr")) {
            const key = [row, ...row.querySelectorAll("*")].map(shape).join();
            if (seen.has(key)) row.remove();
            seen.add(key);
          }
        }
        """;

    public static IEnumerable<TheoryDataRow<BrowserProfile, string, string>> Rows => Enum.GetValues<BrowserProfile>().SelectMany(
        profile => Pages.Select(page => new TheoryDataRow<BrowserProfile, string, string>(profile, page.Path, page.TestId)));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Page_is_accessible_and_fits_its_width(BrowserProfile profile, string path, string testId)
    {
        var (page, errors, status) = await pages.Open(profile, path);
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        var name = $"page-{string.Concat(path.Select(one => char.IsLetterOrDigit(one) ? one : '-'))}";
        await page.FitsItsWidth(name);
        await page.EvaluateAsync(RemoveRepeatedRows);
        await page.PassesAxe();
        // The browser logs the status of a page that is not found; nothing else may be logged.
        Assert.DoesNotContain(errors, error => status == 200 || !error.Contains($"status of {status}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_visit_is_answered_with_status_404()
    {
        var (page, _, status) = await pages.Open(BrowserProfile.English, "/recruit/pay/no-such-visit");
        Assert.Equal(404, status);
        await Expect(page.GetByTestId("notice")).ToHaveAttributeAsync("data-kind", "unknown");
    }

    [Fact]
    public void Every_template_is_listed() => Assert.Equal(
        EmbeddedFiles.Paths.Where(path => path.EndsWith(".html", StringComparison.Ordinal)),
        Pages.Select(page => page.Template).Distinct().Concat(TestedElsewhere).Concat(Parts).Order(StringComparer.Ordinal));
}
