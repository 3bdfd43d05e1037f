using System.Collections.Concurrent;
using KantanSim.Merchants;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>A simulator with data on every page, and a window for each profile. The tests that share it change nothing.</summary>
public sealed class EveryPage(Chromium chromium) : IAsyncLifetime
{
    const string Subscription = "RecruitContinuanceStart";

    readonly Dictionary<string, string> ids = [];
    readonly Dictionary<BrowserProfile, Window> windows = [];
    readonly RawMerchant login = new("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    SimulatorFixture simulated = null!;

    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatorFixture.Start(demoShop: true, merchantSays: "<html>thanks</html>");
        await AddPastPayments();
        await AddPayments();
        await AddVisits();
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"timeout","shopId":"*","orderId":"NONE-*"}""");
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """
            {"scenario":"cancel","shopId":"tshop00000001","orderId":"NONE-*","note":"for the pages","expiresIn":"P1D"}
            """);
        await simulated.CallApi(HttpMethod.Post, "/snapshots", """{"name":"everything"}""");
        await simulated.CallApi(HttpMethod.Post, "/snapshots", """{"name":"pages1","shopId":"pages1"}""");
        foreach (var profile in Enum.GetValues<BrowserProfile>())
        {
            windows[profile] = await chromium.Open(simulated.Url, profile);
            await windows[profile].Page.AddInitScriptAsync(PageCheck.Axe);
        }
    }

    /// <summary>Opens a path. A name in braces in it stands for an id that the fixture has created.</summary>
    public async Task<(IPage Page, ConcurrentQueue<string> Errors, int Status)> Open(BrowserProfile profile, string path)
    {
        var window = windows[profile];
        var (page, errors) = window;
        foreach (var (name, id) in ids) path = path.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        window.LeavePage();
        window.Return(simulated.Url + path);
        var answer = await page.GotoAsync(path);
        return (page, errors, answer!.Status);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows.Values) await window.DisposeAsync();
        await simulated.DisposeAsync();
        login.Dispose();
    }

    async Task AddPastPayments()
    {
        await simulated.LosesAnswer("UNSEARCHED-1");
        ids["contract"] = (await simulated.Subscribes("SUB-1")).AccessId;
        await simulated.Pay("ONCE-1", jobCd: "CAPTURE");
        await simulated.Advance("P40D");
    }

    // One whose notification is answered with HTML, one whose notification goes to a login page, and one of the demo shop.
    async Task AddPayments()
    {
        await simulated.AddsShop("pages2");
        await simulated.Send(HttpMethod.Put, "/shops/pages2", new { notifyUrl = login.Url });
        var redirected = await simulated.Pay("LOGIN-1", shop: "pages2", scenario: "notification-omitted-once");
        await simulated.Advance("PT61M");
        await simulated.Advice();
        ids["redirected"] = redirected.AccessId;
        var undelivered = await simulated.Pay("LOST-1", shop: await simulated.AddsShop("pages1"));
        await SwitchOffARule();
        await simulated.CallApi(HttpMethod.Get, $"/transactions/{undelivered.AccessId}/wait?answered=AUTH");
        ids["undelivered"] = undelivered.AccessId;
        (await simulated.Post("/shop/orders", ("product", "pot"))).Dispose();
        var bought = (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        await simulated.CallApi(HttpMethod.Post, $"/transactions/{bought["accessId"]}/consumer", """{"action":"approve"}""");
        ids["order"] = (string)bought["orderId"]!;
    }

    Task SwitchOffARule() => simulated.GetService<ShopRepository>().Update(
        "pages1", shop => shop with { Advice = new Dictionary<string, string> { ["notification-redirect"] = "known, mended in May" } });

    async Task AddVisits()
    {
        ids["signing-in"] = await simulated.VisitOf(await simulated.RequestPayment("VISIT-1"));
        ids["confirming"] = await SignedIn(await simulated.VisitOf(await simulated.RequestPayment("VISIT-2")));
        ids["subscribing"] = await SignedIn(await simulated.VisitOf(await simulated.RequestContract("VISIT-3"), Subscription));
        ids["subscribed"] = await SignedIn(await simulated.VisitOf(await simulated.RequestContract("VISIT-4"), Subscription));
        (await simulated.Post($"/recruit/pay/{ids["subscribed"]}", ("do", "approve"))).Dispose();
    }

    async Task<string> SignedIn(string visitId)
    {
        using var page = await simulated.Post($"/recruit/pay/{visitId}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        return visitId;
    }
}
