using KantanSim.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KantanSim.Tests.Browser;

/// <summary>DNS rebinding in a real browser: a page whose host name resolves to this server. And a RetURL to the dashboard.</summary>
public sealed class RebindingBrowserTests(Chromium chromium) : IDisposable
{
    // A mapped path stands for the attacker's server, which had the host name before: the page has to be of the same origin.
    const string AttackersPage = """
        {
          "Request": { "Path": "/attack", "Methods": ["GET"] },
          "Response": {
            "StatusCode": 200,
            "Headers": { "Content-Type": "text/html", "Referrer-Policy": "no-referrer" },
            "Body": "<title>attack</title>"
          }
        }
        """;

    const string Registration = "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=EVIL-1&JobCd=AUTH&Amount=1";

    readonly DirectoryInfo mappings = Directory.CreateTempSubdirectory("kantansim-attack-");

    [Theory]
    [InlineData("/payment/EntryTranRecruit.idPass")]
    [InlineData("/payment/EntryTranRecruit.idPass/")]
    public async Task Rebound_page_cannot_call_the_gateway(string path)
    {
        await using var simulated = await StartWithAttackersPage();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        await OpenAttackersPage(window.Page, simulated);
        var status = await window.Page.EvaluateAsync<int>(Post, new { path, body = Registration });
        Assert.Equal(421, status);
        Assert.Empty(await simulated.Transactions());
    }

    [Fact]
    public async Task Form_without_a_referrer_that_targets_a_frame_cannot_call_the_gateway()
    {
        await using var simulated = await StartWithAttackersPage();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        await OpenAttackersPage(window.Page, simulated);
        var answered = await window.Page.RunAndWaitForResponseAsync(() => window.Page.EvaluateAsync("""
            fields => {
              document.body.innerHTML = '<iframe name="frame"></iframe><form method="post" target="frame"></form>';
              const form = document.querySelector("form");
              form.action = "/payment/EntryTranRecruit.idPass/";
              for (const [name, value] of new URLSearchParams(fields)) {
                const input = document.createElement("input");
                input.name = name;
                input.value = value;
                form.append(input);
              }
              form.submit();
            }
            """, Registration), response => response.Url.Contains("/payment/", StringComparison.Ordinal));
        Assert.Equal("null", (await answered.Request.AllHeadersAsync()).GetValueOrDefault("origin"));
        Assert.Equal(421, answered.Status);
        Assert.Empty(await simulated.Transactions());
    }

    [Fact]
    public async Task Wallet_page_under_a_rebound_name_cannot_call_the_gateway()
    {
        await using var simulated = await SimulatorFixture.Start();
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        await window.Page.GotoAsync(ReboundUrl(simulated, "/recruit/pay/none"));
        var status = await window.Page.EvaluateAsync<int>(Post, new { path = "/payment/EntryTranRecruit.idPass", body = Registration });
        Assert.Equal(421, status);
        Assert.Empty(await simulated.Transactions());
    }

    [Fact]
    public async Task RetURL_to_the_reset_page_resets_nothing()
    {
        await using var simulated = await SimulatorFixture.Start();
        var entered = await simulated.RegisterPayment("RESET-1");
        var exec = await simulated.CallOperation("ExecTranRecruit", entered, ("RetURL", $"{simulated.Url}/reset"), ("ItemName", "Mug"));
        await using var window = await chromium.Open(simulated.Url, BrowserProfile.English);
        var token = Uri.EscapeDataString(exec["Token"]);
        await window.Page.GotoAsync($"/payment/RecruitStart.idPass?AccessID={entered.AccessId}&Token={token}");
        await window.Page.GetByTestId("sign-in-as-taro").ClickAsync();
        var refused = await window.Page.RunAndWaitForResponseAsync(
            () => window.Page.GetByTestId("approve").ClickAsync(), response => response.Url.EndsWith("/reset", StringComparison.Ordinal));
        Assert.Equal(403, refused.Status);
        Assert.Equal("AUTH", await simulated.Status(entered));
    }

    public void Dispose() => mappings.Delete(recursive: true);

    async Task<SimulatorFixture> StartWithAttackersPage()
    {
        await File.WriteAllTextAsync(Path.Combine(mappings.FullName, "attack.json"), AttackersPage, TestContext.Current.CancellationToken);
        return await SimulatorFixture.Start(settings: $"--KantanSim:Mappings={mappings.FullName}");
    }

    static async Task OpenAttackersPage(IPage page, SimulatorFixture simulated)
    {
        await page.GotoAsync(ReboundUrl(simulated, "/attack"));
        await Expect(page).ToHaveTitleAsync("attack");
    }

    static string ReboundUrl(SimulatorFixture simulated, string path) =>
        $"http://{Chromium.ReboundName}:{new Uri(simulated.Url).Port}{path}";

    const string Post = """
        async ({ path, body }) => {
          const answer = await fetch(path, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
          return answer.status;
        }
        """;
}
