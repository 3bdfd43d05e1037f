#pragma warning disable format // aligned tables
using System.Net;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary>A browser behind a reverse proxy that serves <c>/sim</c> only and does not forward <c>Host</c>.</summary>
public sealed class ReverseProxyTests
{
    const string ByUrl = "--KantanSim:PublicUrl=PROXY";
    const string ByHeaders = "--KantanSim:ForwardedHeaders=127.0.0.1";

    [Theory]
    [InlineData(true,  false, ByUrl)]
    [InlineData(false, false, ByUrl)]
    [InlineData(true,  true,  ByHeaders)]
    [InlineData(false, true,  ByHeaders)]
    public async Task Demo_shop_payment_completes(bool stripsPath, bool forwards, string setting)
    {
        await using var proxy = await ReverseProxy.Start(stripsPath, forwards);
        await using var simulated = await Behind(proxy, setting);
        using var visitor = new HttpBrowser();
        await visitor.Opens($"{proxy.Url}/shop");
        await visitor.Posts("/shop/orders", ("product", "pot"));
        await visitor.Posts("/payment/RecruitStart.idPass");
        Assert.StartsWith($"{proxy.Url}/recruit/pay/", visitor.At!.AbsoluteUri, StringComparison.Ordinal);
        var wallet = visitor.At.AbsolutePath;
        await visitor.Posts("/sign-in", ("email", "taro@example.com"), ("password", "password"));
        await visitor.Posts(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        Assert.StartsWith($"{proxy.Url}/payment/return/", visitor.At.AbsoluteUri, StringComparison.Ordinal);
        await visitor.Posts("/shop/return");
        Assert.StartsWith($"{proxy.Url}/shop/orders/", visitor.At.AbsoluteUri, StringComparison.Ordinal);
        Assert.Empty(proxy.Strays);
        await simulated.Until(async () => (await simulated.Transactions()).Single().Status == "AUTH");
    }

    [Theory]
    [InlineData(true,  false, ByUrl)]
    [InlineData(true,  true,  ByHeaders)]
    public async Task Operator_signs_in_advances_the_clock_and_signs_out(bool stripsPath, bool forwards, string setting)
    {
        await using var proxy = await ReverseProxy.Start(stripsPath, forwards);
        await using var simulated = await Behind(proxy, setting, "--KantanSim:AdminToken=s3cret");
        using var visitor = new HttpBrowser();
        await visitor.Opens($"{proxy.Url}/clock");
        await visitor.Posts("/sign-in", ("token", "s3cret"));
        Assert.Equal($"{proxy.Url}/clock", visitor.At!.AbsoluteUri);
        // The cookie is also valid for the path itself.
        await visitor.Opens(proxy.Url);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        await visitor.Opens($"{proxy.Url}/clock");
        await visitor.Posts("/clock/advance", ("by", "PT1H"));
        Assert.Equal((HttpStatusCode.OK, $"{proxy.Url}/clock"), (visitor.Status, visitor.At.GetLeftPart(UriPartial.Path)));
        await visitor.Posts("/sign-out");
        await visitor.Opens($"{proxy.Url}/clock");
        Assert.Equal(HttpStatusCode.Unauthorized, visitor.Status);
        Assert.Empty(proxy.Strays);
    }

    static async Task<SimulatorFixture> Behind(ReverseProxy proxy, string setting, params string[] more)
    {
        string[] settings = [setting.Replace("PROXY", proxy.Url, StringComparison.Ordinal), .. more];
        var simulated = await SimulatorFixture.Start(demoShop: true, settings: settings);
        proxy.To = simulated.Url;
        return simulated;
    }
}
