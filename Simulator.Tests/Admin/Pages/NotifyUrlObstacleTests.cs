using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>A shop's page says when its notification URL leads to a host that is not allowed.</summary>
public sealed class NotifyUrlObstacleTests
{
    [Theory]
    [InlineData("http://203.0.113.9/notify", true)]
    [InlineData("http://127.0.0.1:3000/notify", false)]
    [InlineData("http://shop.localhost/notify", false)]
    [InlineData("", false)]
    public async Task Page_of_a_shop_names_a_host_that_is_not_allowed(string url, bool isNamed)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{url}}"}""");
        foreach (var (language, sentence) in new[] { ("en", "Nothing is sent to the notification URL. The host 203.0.113.9"), ("ja", "結果通知URLには送信しません。ホスト 203.0.113.9") })
            Assert.Equal(isNamed, (await simulated.Page($"/shops/{TestOrder.FirstShop}?lang={language}")).Contains(sentence, StringComparison.Ordinal));
    }
}
