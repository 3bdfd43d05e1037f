using System.Net.Http.Headers;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The operator's token, hosts of notifications, the lock of the data folder, and invalid settings.</summary>
public sealed class SafetyTests
{
    [Theory]
    [InlineData("/api/transactions", null, 401)]
    [InlineData("/api/transactions", "Bearer wrong", 401)]
    [InlineData("/api/transactions", "Bearer s3cret", 200)]
    [InlineData("/", "Basic user:s3cret", 200)]
    [InlineData("/", "Basic user:wrong", 401)]
    [InlineData("/openapi/v1.json", null, 401)]
    [InlineData("/openapi/gateway.json", null, 401)]
    [InlineData("/openapi/gateway.json", "Bearer s3cret", 200)]
    [InlineData("/fidelity", null, 401)]
    [InlineData("/docs/api/", null, 401)]
    [InlineData("/advice", null, 401)]
    [InlineData("/healthz/ready", null, 200)]
    [InlineData("/shop", null, 200)]
    public async Task Configured_token_is_required_at_the_operators_paths(string path, string? authorization, int status)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        if (authorization?.Split(' ') is [var scheme, var value])
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme,
                scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) : value);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Notification_to_a_host_that_is_not_allowed_is_not_posted_and_the_attempt_says_so()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:NotifyAllow=10.0.0.0/8");
        var order = await simulated.RequestPayment("HOST-1");
        await simulated.Advance("PT0S");
        Assert.Empty(simulated.NotifiedStatuses);
        var notification = (await simulated.CallApi(HttpMethod.Get, $"/notifications?accessId={order.AccessId}"))["body"]!["items"]![0]!;
        Assert.Contains("NotifyAllow", (string)notification["attempts"]![0]!["outcome"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_server_on_the_same_data_folder_is_refused_and_the_first_continues()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        await using (var first = await SimulatorFixture.Start(data.FullName))
        {
            var fault = await Assert.ThrowsAsync<ConfigurationException>(() => SimulatorFixture.Start(data.FullName));
            Assert.Contains(data.FullName, fault.Message, StringComparison.Ordinal);
            await first.RegisterPayment("FIRST-1");
        }
        await using (var later = await SimulatorFixture.Start(data.FullName))
            Assert.Single((await later.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray());
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Clock", "noon")]
    [InlineData("Seed", "seven")]
    [InlineData("TesterStrip", "maybe")]
    [InlineData("PublicUrl", "not a url")]
    [InlineData("NotifyAllow", "10.0.0.0/99")]
    [InlineData("Tls", "perhaps")]
    [InlineData("TlsPort", "70000")]
    [InlineData("TlsPort", "https")]
    [InlineData("AllowedHosts", "http://a.example")]
    [InlineData("AllowedHosts", "*.*.example")]
    [InlineData("Nonsense", "1")]
    [InlineData("Protocol:Search", "Long")]
    [InlineData("Scenarios", "/no/such/folder")]
    [InlineData("Shops:1:ShopId", "with-hyphen")]
    [InlineData("Shops:1:NotifyUrl", "ftp://127.0.0.1/")]
    [InlineData("Shops:1:Recruit", "Perhaps")]
    [InlineData("Shops:1:Recruit", "1")]
    [InlineData("Shops:1:Protocol:Search", "Long")]
    [InlineData("Shops:1:Colour", "red")]
    public async Task Invalid_setting_stops_the_start_and_is_named(string name, string value)
    {
        string[] second = ["--KantanSim:Shops:1:ShopId=tshop00000002", "--KantanSim:Shops:1:ShopPass=kantansim1"];
        await using (await SimulatorFixture.Start(settings: second)) { /* starts without the invalid setting */ }
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            SimulatorFixture.Start(settings: [.. second, $"--KantanSim:{name}={value}"]));
        Assert.Contains($"KantanSim:{name}", fault.Message, StringComparison.Ordinal);
        Assert.Contains(value, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_that_is_configured_twice_is_named()
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            SimulatorFixture.Start(settings: ["--KantanSim:Shops:1:ShopId=tshop00000001", "--KantanSim:Shops:1:ShopPass=kantansim1"]));
        Assert.Equal("Setting KantanSim:Shops is \"tshop00000001\"; allowed: each ShopId once.", fault.Message);
    }
}
