using KantanSim.Tests.Infrastructure;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>The return to a shop on another site in a real browser: which headers and cookies the browser sends.</summary>
public sealed class CrossSiteReturnBrowserTests(Chromium chromium)
{
    [Theory]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", true)]
    public async Task Return_carries_Origin_and_Referer_and_a_Lax_cookie_only_within_a_site(string shopHost, bool hasCookie)
    {
        await using var simulated = await SimulatorFixture.Start();
        var shop = new UriBuilder(simulated.Merchant.Url!) { Host = shopHost, Path = "/" }.Uri;
        var order = await RequestPayment(simulated, shop);
        ServeHopPage(simulated, order);
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        await window.Page.GotoAsync($"{shop}hop");
        await window.Page.GetByTestId("sign-in-as-taro").ClickAsync();
        await window.Page.GetByTestId("approve").ClickAsync();
        // Not WaitForURLAsync: it can miss the navigation (microsoft/playwright-dotnet issue 3364).
        await Expect(window.Page).ToHaveURLAsync($"{shop}return");
        var posted = Assert.Single(simulated.Merchant.LogEntries, entry => entry.RequestMessage!.Path == "/return");
        var headers = posted.RequestMessage!.Headers!;
        Assert.Equal(simulated.Url, Assert.Single(headers["Origin"]));
        // Another origin gets the origin only; another port on the same host is another origin, too.
        Assert.Equal($"{simulated.Url}/", Assert.Single(headers["Referer"]));
        Assert.Equal(hasCookie, headers.ContainsKey("Cookie"));
        Assert.Contains((await simulated.TransactionOf(order)).Notes!, note => note.StartsWith(
            hasCookie ? "The return did not cross sites" : "The return crossed sites", StringComparison.Ordinal));
    }

    static async Task<TestOrder> RequestPayment(SimulatorFixture simulated, Uri shop)
    {
        var order = await simulated.RegisterPayment("CROSS-1");
        var exec = await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", $"{shop}return"), ("ItemName", "Mug"));
        return order with { Token = exec["Token"] };
    }

    static void ServeHopPage(SimulatorFixture simulated, TestOrder order)
    {
        var html = $"""
            <form method="post" action="{simulated.Url}/payment/RecruitStart.idPass">
              <input name="AccessID" value="{order.AccessId}"><input name="Token" value="{order.Token}">
            </form>
            <script>document.forms[0].submit()</script>
            """;
        simulated.Merchant.Given(Request.Create().WithPath("/hop").UsingGet()).RespondWith(Response.Create()
            .WithHeader("Content-Type", "text/html")
            .WithHeader("Set-Cookie", "session=1; SameSite=Lax")
            .WithBody(html));
    }
}
