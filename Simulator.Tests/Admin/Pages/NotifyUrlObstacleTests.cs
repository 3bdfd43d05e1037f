using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>A shop's page warns when the host of its notification URL is not allowed.</summary>
public sealed class NotifyUrlObstacleTests
{
    static readonly (string Language, string Sentence)[] Sentences =
    [
        ("en", "Nothing is sent to the notification URL. The host 203.0.113.9"),
        ("ja", "結果通知URLには送信しません。ホスト 203.0.113.9"),
    ];

    [Theory]
    [InlineData("http://203.0.113.9/notify", true)]
    [InlineData("http://127.0.0.1:3000/notify", false)]
    [InlineData("http://shop.localhost/notify", false)]
    [InlineData("", false)]
    public async Task Shop_page_names_a_notification_host_that_is_not_allowed(string url, bool isNamed)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{url}}"}""");
        foreach (var (language, sentence) in Sentences)
        {
            var page = await simulated.Page($"/shops/{TestOrder.FirstShop}?lang={language}");
            Assert.Equal(isNamed, page.Contains(sentence, StringComparison.Ordinal));
        }
    }
}
