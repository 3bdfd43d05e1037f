using System.Collections.Concurrent;
using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;

namespace KantanSim.Tests.Browser;

/// <summary>A simulator with data on every page, shared by the tests that only look at pages; and one window for each pass.</summary>
public sealed class EveryPage(Chromium chromium) : IAsyncLifetime
{
    const string Subscription = "RecruitContinuanceStart";

    readonly Dictionary<string, string> ids = [];
    readonly Dictionary<BrowserProfile, Window> windows = [];
    SimulatorFixture simulated = null!;

    public async ValueTask InitializeAsync()
    {
        simulated = await SimulatorFixture.Start(demoShop: true, merchantSays: "<html>thanks</html>");
        await AddPastPayments();
        await AddPayments();
        await AddVisits();
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"timeout","orderId":"NONE-*"}""");
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"cancel","orderId":"NONE-*"}""");
        foreach (var pass in Enum.GetValues<BrowserProfile>())
        {
            windows[pass] = await chromium.Open(simulated.Url, pass);
            await windows[pass].Page.AddInitScriptAsync(PageCheck.Axe);
        }
    }

    /// <summary>Goes to a path, in which a name in braces stands for an id that the fixture has made.</summary>
    public async Task<(IPage Page, ConcurrentQueue<string> Errors, int Status)> Open(BrowserProfile pass, string path)
    {
        var (page, errors) = windows[pass];
        errors.Clear();
        foreach (var (name, id) in ids) path = path.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        var answer = await page.GotoAsync(path);
        return (page, errors, answer!.Status);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows.Values) await window.DisposeAsync();
        await simulated.DisposeAsync();
    }

    async Task AddPastPayments()
    {
        ids["contract"] = (await simulated.Subscribes("SUB-1")).AccessId;
        await simulated.Pay("ONCE-1", jobCd: "CAPTURE");
        await simulated.Advance("P40D");
    }

    // The shop of the first one answers a notification with HTML.
    async Task AddPayments()
    {
        var undelivered = await simulated.Pay("LOST-1", shop: await simulated.AddsShop("pages1"));
        await simulated.CallApi(HttpMethod.Get, $"/transactions/{undelivered.AccessId}/wait?answered=AUTH");
        ids["undelivered"] = undelivered.AccessId;
        (await simulated.Post("/shop/orders", ("product", "pot"))).Dispose();
        var bought = (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!;
        await simulated.CallApi(HttpMethod.Post, $"/transactions/{bought["accessId"]}/consumer", """{"action":"approve"}""");
        ids["order"] = (string)bought["orderId"]!;
    }

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
