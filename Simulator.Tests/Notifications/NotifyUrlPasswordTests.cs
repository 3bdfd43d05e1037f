using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Notifications;

/// <summary>User and password of a notification URL are sent as Basic authentication and masked everywhere else.</summary>
public sealed class NotifyUrlPasswordTests
{
    [Theory]
    [InlineData("http://127.0.0.1/notify", "http://127.0.0.1/notify")]
    [InlineData("http://user:pw@127.0.0.1/notify", "http://user:***@127.0.0.1/notify")]
    [InlineData("http://user:p@w@127.0.0.1:3000", "http://user:***@127.0.0.1:3000")]
    [InlineData("http://token@127.0.0.1?a=b", "http://***@127.0.0.1?a=b")]
    [InlineData("http://127.0.0.1/a@b", "http://127.0.0.1/a@b")]
    [InlineData("taro@example.com", "taro@example.com")]
    [InlineData("not a url", "not a url")]
    [InlineData("", "")]
    public void A_password_in_a_URL_is_masked(string url, string shown) => Assert.Equal(shown, UrlPassword.Mask(url));

    [Theory]
    [InlineData("user:p%40ss-w0rd", "Basic dXNlcjpwQHNzLXcwcmQ=")]
    [InlineData("token", "Basic dG9rZW46")]
    public async Task User_and_password_are_sent_as_Basic_authentication(string user, string header)
    {
        await using var simulated = await SimulatorFixture.Start();
        await SetNotifyUrl(simulated, user);
        await simulated.RequestPayment("BASIC-1");
        await simulated.Advance("PT0S");
        AssertAuthorization(header, simulated);
    }

    [Fact]
    public async Task A_password_is_masked_in_the_API_on_pages_and_in_the_log()
    {
        const string password = "p-w-never-shown";
        await using var simulated = await SimulatorFixture.Start();
        var logged = simulated.Logged(LogLevel.Information);
        await SetNotifyUrl(simulated, $"user:{password}");
        var order = await simulated.Pay("BASIC-2");
        await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test", "{}");
        string[] paths =
        [
            "/api/shops", $"/api/shops/{TestOrder.FirstShop}", $"/api/transactions/{order.AccessId}", "/api/notifications",
            "/shops", $"/shops/{TestOrder.FirstShop}", $"/payments/{order.AccessId}", "/traffic",
        ];
        foreach (var path in paths) Assert.DoesNotContain(password, await simulated.Page(path), StringComparison.Ordinal);
        Assert.All(logged, line => Assert.DoesNotContain(password, line, StringComparison.Ordinal));
        Assert.Contains("user:***@", await simulated.Page($"/payments/{order.AccessId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_masked_URL_that_is_saved_again_keeps_the_password()
    {
        await using var simulated = await SimulatorFixture.Start();
        await SetNotifyUrl(simulated, "user:kept");
        var shown = (await simulated.ShopById(TestOrder.FirstShop)).NotifyUrl;
        Assert.Contains("user:***@", shown, StringComparison.Ordinal);
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{shown}}","name":"Renamed"}""");
        await simulated.RequestPayment("BASIC-3");
        await simulated.Advance("PT0S");
        AssertAuthorization("Basic dXNlcjprZXB0", simulated);
    }

    static void AssertAuthorization(string header, SimulatorFixture simulated)
    {
        Assert.NotEmpty(simulated.Merchant.LogEntries);
        Assert.All(simulated.Merchant.LogEntries,
            entry => Assert.Equal(header, Assert.Single(entry.RequestMessage!.Headers!["Authorization"])));
    }

    static Task SetNotifyUrl(SimulatorFixture simulated, string user)
    {
        var url = simulated.Merchant.Url!.Replace("http://", $"http://{user}@", StringComparison.Ordinal);
        return simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{url}}/notify"}""");
    }
}
