using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>Access checks of the dashboard's pages and forms.</summary>
public sealed class DeskAccessTests
{
    [Theory]
    [InlineData("/scenarios/arm")]
    [InlineData("/clock/advance")]
    [InlineData("/members/reset")]
    [InlineData("/reset")]
    public async Task Form_posted_by_another_site_is_refused(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Pages_and_forms_require_the_admin_token()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        foreach (var path in new[] { "/scenarios", "/clock", "/members", "/shops", "/contracts", "/reset" })
            Assert.Equal(401, (await DeskResponse.Get(simulated, path)).Http);
        Assert.Equal(401, (await DeskResponse.Post(simulated, "/clock/advance", ("by", "PT1H"))).Http);
    }
}
