#pragma warning disable format // aligned tables
using System.Text;

namespace KantanSim.Tests.Gateway;

/// <summary>The return is posted, and the wallet opened in tabs, as often as the scenario says.</summary>
public sealed class ReturnTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    // The browser's own post is not made here: all posts are those of the gateway.
    [Theory]
    [InlineData("success",        0)]
    [InlineData("return-doubled", 1)]
    public async Task The_gateway_posts_the_further_copies_of_a_return(string scenario, int copies)
    {
        var order = await shared.Simulated.RequestPayment($"COPIES-{copies}", scenario);
        using var hop = await shared.Simulated.OpenStartUrl(order);
        var wallet = hop.Headers.Location!.ToString();
        if (scenario == "success")
        {
            await shared.Simulated.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
            await shared.Simulated.Submits(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        }
        else (await shared.Simulated.Get(wallet)).Dispose();
        using var back = await shared.Simulated.Get($"/payment/return/{wallet.Split('/')[^1]}");
        Assert.Contains($"action=\"{shared.Simulated.Merchant.Url}/return\"",
            Encoding.Latin1.GetString(await back.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)),
            StringComparison.Ordinal);
        Assert.Equal(copies, shared.Simulated.Received("/return", order.OrderId).Count);
    }

    [Fact]
    public async Task The_consumer_opens_and_pays_the_payment_in_every_tab()
    {
        var order = await shared.Simulated.RequestPayment("TABS-1", "consumer-pays-in-two-tabs");
        var did = (await shared.Simulated.PostConsumerAction(order))["transcript"]!.AsArray().Select(line => (string)line!["did"]!);
        var paying = did.Where(what => what == "pays" || what.Contains("tab", StringComparison.Ordinal));
        Assert.Equal(["opens the payment in tab 2", "pays", "pays in tab 2"], paying);
    }
}
