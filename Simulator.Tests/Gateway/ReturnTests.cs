using System.Text;

namespace KantanSim.Tests.Gateway;

/// <summary>The browser's return and the wallet's tabs come as often as the scenario says.</summary>
public sealed class ReturnTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    // A browser goes back once, which is not done here: what is posted is posted in its place.
    [Theory]
    [InlineData("success",        0)]
    [InlineData("return-doubled", 1)]
    public async Task Further_copies_of_a_return_are_posted_by_the_gateway(string scenario, int copies)
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
    public async Task A_payment_is_opened_and_paid_in_every_tab()
    {
        var order = await shared.Simulated.RequestPayment("TABS-1", "consumer-pays-in-two-tabs");
        var did = (await shared.Simulated.PostConsumerAction(order))["transcript"]!.AsArray().Select(line => (string)line!["did"]!);
        var paying = did.Where(what => what == "pays" || what.Contains("tab", StringComparison.Ordinal));
        Assert.Equal(["opens the payment in tab 2", "pays", "pays in tab 2"], paying);
    }
}
