using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Certificates;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.Certificates;

/// <summary>https beside http: clients that trust the served CA can pay, others refuse the connection.</summary>
public sealed class TlsTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    static readonly string[] On = ["--KantanSim:Tls=true", "--KantanSim:TlsPort=0"];
    static readonly string[] Names = ["localhost", "127.0.0.1", "::1"];

    [Fact]
    public async Task A_client_that_trusts_only_this_CA_completes_a_payment()
    {
        await using var simulated = await SimulatorFixture.Start(settings: On);
        using var http = Trusting(await Ca(simulated), simulated.SecureUrl);
        const string shop = "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=TLS-1";
        var entry = await Call("EntryTranRecruit", $"{shop}&JobCd=AUTH&Amount=1000");
        var access = $"{shop}&AccessID={entry["AccessID"]}&AccessPass={entry["AccessPass"]}";
        var exec = await Call("ExecTranRecruit", $"{access}&RetURL={Uri.EscapeDataString(simulated.Merchant.Url + "/return")}&ItemName=x");
        Assert.StartsWith(simulated.SecureUrl + "/", exec["StartURL"], StringComparison.Ordinal);
        using (var start = await http.GetAsync(new Uri($"{exec["StartURL"]}?AccessID={entry["AccessID"]}&Token={Uri.EscapeDataString(exec["Token"])}"), TestContext.Current.CancellationToken))
            Assert.StartsWith(simulated.SecureUrl + "/recruit/pay/", start.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using (var approval = new StringContent("""{"action":"approve"}""", new MediaTypeHeaderValue("application/json")))
        using (var paid = await http.PostAsync(new Uri($"/api/transactions/{entry["AccessID"]}/consumer", UriKind.Relative), approval, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.OK, paid.StatusCode);
        Assert.Equal("SALES", (await Call("RecruitSales", access))["Status"]);
        await simulated.Advance("PT0S");
        Assert.Contains("AUTH", simulated.NotifiedStatuses);

        async Task<Dictionary<string, string>> Call(string api, string form)
        {
            using var content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var answer = await http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
            return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
        }
    }

    [Fact]
    public async Task A_demo_shop_visitor_stays_on_https()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: On);
        using var http = Trusting(await Ca(simulated), simulated.SecureUrl);
        using var purchase = new FormUrlEncodedContent([new("product", "pot")]);
        using var hop = await http.PostAsync(new Uri("/shop/orders", UriKind.Relative), purchase, TestContext.Current.CancellationToken);
        Assert.Contains($"action=\"{simulated.SecureUrl}/payment/RecruitStart.idPass\"", Cp932.Decode(await hop.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_this_CA_refuses_the_connection()
    {
        await using var simulated = await SimulatorFixture.Start(settings: On);
        using var other = CertificateFactory.CreateCa(DateTimeOffset.FromUnixTimeSeconds(0).AddYears(50));
        using var strict = new HttpClient { BaseAddress = new(simulated.SecureUrl) };
        using var misled = Trusting(other, simulated.SecureUrl);
        foreach (var http in (HttpClient[])[strict, misled])
        {
            var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("/healthz/live", UriKind.Relative), TestContext.Current.CancellationToken));
            Assert.IsType<AuthenticationException>(fault.InnerException);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("host.docker.internal")]
    [InlineData("kantansim")]
    [InlineData("shop.example")]
    [InlineData("gateway.example")]
    [InlineData("127.0.0.9")]
    public async Task A_certificate_covers_every_configured_name_and_address(string name)
    {
        // Built but not started, since 127.0.0.9 may not exist.
        await using var app = await CompositionRoot.Build(["--KantanSim:Data=:memory:", "--urls=http://127.0.0.9:0", .. On, "--KantanSim:AllowedHosts=shop.example", "--KantanSim:PublicUrl=https://gateway.example"]);
        var leaf = app.Services.GetRequiredService<DevCertificates>().Leaf;
        Assert.True(leaf.MatchesHostname(name));
        Assert.True(leaf.MatchesHostname(Environment.MachineName));
        Assert.False(leaf.MatchesHostname("other.example"));
    }

    [Fact]
    public async Task A_server_without_Tls_has_neither_https_nor_a_CA()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get(DevCertificates.Path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Throws<InvalidOperationException>(() => simulated.SecureUrl);
    }

    [Fact]
    public void A_second_start_reuses_the_certificates_and_keys_are_readable_by_their_owner_only()
    {
        using var data = new Kept();
        var (first, second) = (data.Certificates(), data.Certificates());
        Assert.Equal(first.Ca.Thumbprint, second.Ca.Thumbprint);
        Assert.Equal(first.Leaf.Thumbprint, second.Leaf.Thumbprint);
        Assert.Equal(first.Ca.ExportCertificatePem(), data.Text("kantansim-ca.pem").TrimEnd());
        Assert.All(Directory.EnumerateFiles(data.Folder, "*.key"), key => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(key) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
        Assert.Equal(2, Directory.EnumerateFiles(data.Folder, "*.key").Count());
    }

    [Theory]
    [InlineData("names", true)]
    [InlineData("its end is near", true)]
    [InlineData("nothing", false)]
    [InlineData("the certificate is damaged", true)]
    [InlineData("its key is another", true)]
    public void A_certificate_is_renewed_when_needed_under_the_same_CA(string changed, bool anew)
    {
        using var data = new Kept();
        var first = data.Certificates();
        if (changed == "the certificate is damaged") File.WriteAllText(Path.Combine(data.Folder, "kantansim-tls.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        if (changed == "its key is another") File.Copy(Path.Combine(data.Folder, "kantansim-ca.key"), Path.Combine(data.Folder, "kantansim-tls.key"), overwrite: true);
        var second = data.Certificates(changed == "its end is near" ? Now.AddDays(370) : Now.AddDays(300), changed == "names" ? [.. Names, "more.example"] : Names);
        Assert.Equal(anew, first.Leaf.Thumbprint != second.Leaf.Thumbprint);
        Assert.Equal(first.Ca.Thumbprint, second.Ca.Thumbprint);
        Assert.True(second.Leaf.MatchesHostname("localhost"));
        Assert.Equal(changed == "names", second.Leaf.MatchesHostname("more.example"));
    }

    [Fact]
    public void A_CA_that_expires_before_the_next_certificate_is_renewed_with_it()
    {
        using var data = new Kept();
        var (first, second) = (data.Certificates(), data.Certificates(Now.AddDays(3_300)));
        Assert.NotEqual(first.Ca.Thumbprint, second.Ca.Thumbprint);
        Assert.NotEqual(first.Leaf.Thumbprint, second.Leaf.Thumbprint);
    }

    static async Task<X509Certificate2> Ca(SimulatorFixture simulated)
    {
        using var answer = await simulated.Get(DevCertificates.Path);
        return X509Certificate2.CreateFromPem(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // Trusts only this CA. Names, dates and the chain are checked as usual.
    static HttpClient Trusting(X509Certificate2 ca, string url)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(ca);
        return new(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = new() { CertificateChainPolicy = trust } }) { BaseAddress = new(url) };
    }

    sealed class Kept : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("kantansim-tls-").FullName;

        public DevCertificates Certificates(DateTimeOffset? now = null, string[]? names = null) => new(Folder, names ?? Names, now ?? Now);

        public string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
