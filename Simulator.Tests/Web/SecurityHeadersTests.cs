using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary>Security headers: on every answer but the gateway's, which has the real gateway's headers only.</summary>
public sealed class SecurityHeadersTests
{
    const string Page = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    const string NoDocument = "default-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("/", Page, true)]
    [InlineData("/traffic", Page, true)]
    [InlineData("/shops", Page, true)]
    [InlineData("/sign-in?from=/none", null, true)]
    [InlineData("/shop", null, true)]
    [InlineData("/recruit/pay/none", Page, false)]
    [InlineData("/api/clock", NoDocument, true)]
    [InlineData("/api/none", NoDocument, true)]
    [InlineData("/assets/kantansim.css", NoDocument, true)]
    [InlineData("/openapi/v1.json", NoDocument, true)]
    public async Task Answer_has_the_security_headers_of_its_path(string path, string? policy, bool alone)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var answer = await simulated.Get(path);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        // Pages of the consumer's way are ordinary pages to the shops that they lead to.
        var isConsumers = path == "/shop" || path.StartsWith("/recruit", StringComparison.Ordinal);
        Assert.Equal(isConsumers ? "strict-origin-when-cross-origin" : "same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        if (policy is not null) Assert.Equal(policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(alone, answer.Headers.Contains("Cross-Origin-Opener-Policy"));
    }

    [Fact]
    public async Task Gateway_answer_has_no_additional_headers()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Post("/payment/SearchTradeMulti.idPass", ("ShopID", "tshop00000001"));
        Assert.Equal(["Date", "Transfer-Encoding"], answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
    }
}
