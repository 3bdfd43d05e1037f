using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary>Every response has security headers, except those of the gateway: they have the real gateway's headers only.</summary>
public sealed class SecurityHeadersTests
{
    const string PagePolicy = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("/", PagePolicy, true)]
    [InlineData("/traffic", PagePolicy, true)]
    [InlineData("/shops", PagePolicy, true)]
    [InlineData("/sign-in?from=/none", null, true)]
    [InlineData("/shop", null, true)]
    [InlineData("/recruit/pay/none", PagePolicy, false)]
    [InlineData("/docs/api/", null, true)]
    [InlineData("/api/clock", DataPolicy, true)]
    [InlineData("/api/none", DataPolicy, true)]
    [InlineData("/assets/kantansim.css", DataPolicy, true)]
    [InlineData("/openapi/v1.json", DataPolicy, true)]
    public async Task Answer_has_the_security_headers_of_its_path(string path, string? policy, bool hasOpenerPolicy)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var answer = await simulated.Get(path);
        // Shops get a Referer from the consumer's pages, as from ordinary pages.
        var isConsumers = path == "/shop" || path.StartsWith("/recruit", StringComparison.Ordinal);
        Assert.Equal(isConsumers ? "strict-origin-when-cross-origin" : "same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        if (policy is not null) Assert.Equal(policy, Header(answer, "Content-Security-Policy"));
        Assert.Equal(hasOpenerPolicy, answer.Headers.Contains("Cross-Origin-Opener-Policy"));
    }

    static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    [Fact]
    public async Task Gateway_answer_has_no_additional_headers()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Post("/payment/SearchTradeMulti.idPass", ("ShopID", "tshop00000001"));
        Assert.Equal(["Date", "Transfer-Encoding"], answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
    }
}
