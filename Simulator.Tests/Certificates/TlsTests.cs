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

/// <summary>https in addition to http: clients that trust KantanSim's CA can pay, others reject the connection.</summary>
public sealed class TlsTests(TlsSimulated shared) : IClassFixture<TlsSimulated>
{
    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    static readonly string[] Names = ["localhost", "127.0.0.1", "::1"];

    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_client_that_trusts_only_this_CA_completes_a_payment()
    {
        var simulated = shared.Simulated;
        using var http = Trusting(await Ca(simulated), simulated.SecureUrl);
        const string shop = "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=TLS-1";
        var entry = await Call(http, "EntryTranRecruit", $"{shop}&JobCd=AUTH&Amount=1000");
        var access = $"{shop}&AccessID={entry["AccessID"]}&AccessPass={entry["AccessPass"]}";
        var returnUrl = Uri.EscapeDataString(simulated.Merchant.Url + "/return");
        var exec = await Call(http, "ExecTranRecruit", $"{access}&RetURL={returnUrl}&ItemName=x");
        Assert.StartsWith(simulated.SecureUrl + "/", exec["StartURL"], StringComparison.Ordinal);

        var startUrl = new Uri($"{exec["StartURL"]}?AccessID={entry["AccessID"]}&Token={Uri.EscapeDataString(exec["Token"])}");
        using var start = await http.GetAsync(startUrl, TestContext.Current.CancellationToken);
        Assert.StartsWith(simulated.SecureUrl + "/recruit/pay/", start.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var consumer = Relative($"/api/transactions/{entry["AccessID"]}/consumer");
        using var approval = new StringContent("""{"action":"approve"}""", new MediaTypeHeaderValue("application/json"));
        using var paid = await http.PostAsync(consumer, approval, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, paid.StatusCode);
        Assert.Equal("SALES", (await Call(http, "RecruitSales", access))["Status"]);
        await simulated.Advance("PT0S");
        Assert.Contains("AUTH", simulated.NotifiedStatuses);
    }

    [Fact]
    public async Task A_demo_shop_visitor_stays_on_https()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: TlsSimulated.On);
        using var http = Trusting(await Ca(simulated), simulated.SecureUrl);
        using var purchase = new FormUrlEncodedContent([new("product", "pot")]);
        using var answer = await http.PostAsync(Relative("/shop/orders"), purchase, TestContext.Current.CancellationToken);
        var page = Cp932.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"action=\"{simulated.SecureUrl}/payment/RecruitStart.idPass\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_this_CA_rejects_the_connection()
    {
        var simulated = shared.Simulated;
        using var other = CertificateFactory.CreateCa(DateTimeOffset.FromUnixTimeSeconds(0).AddYears(50));
        using var trustsSystem = new HttpClient { BaseAddress = new(simulated.SecureUrl) };
        using var trustsOther = Trusting(other, simulated.SecureUrl);
        foreach (var http in (HttpClient[])[trustsSystem, trustsOther])
        {
            var fault = await Assert.ThrowsAsync<HttpRequestException>(
                () => http.GetAsync(Relative("/healthz/live"), TestContext.Current.CancellationToken));
            Assert.IsType<AuthenticationException>(fault.InnerException);
        }
    }

    [Fact]
    public async Task A_certificate_covers_every_configured_name_and_address()
    {
        // Built but not started, since 127.0.0.9 may not exist.
        await using var app = await CompositionRoot.Build(
        [
            "--KantanSim:Data=:memory:",
            "--urls=http://127.0.0.9:0",
            .. TlsSimulated.On,
            "--KantanSim:AllowedHosts=shop.example",
            "--KantanSim:PublicUrl=https://gateway.example",
        ]);
        var leaf = app.Services.GetRequiredService<DevCertificates>().Leaf;
        Assert.All(
            [
                "localhost", "127.0.0.1", "::1", "127.0.0.9", "host.docker.internal", "kantansim", "shop.example", "gateway.example",
                Environment.MachineName,
            ],
            name => Assert.True(leaf.MatchesHostname(name)));
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
    public void A_second_start_reuses_the_certificates()
    {
        using var data = new DataFolder();
        var first = data.Certificates();
        var second = data.Certificates();
        Assert.Equal(first.Ca.Thumbprint, second.Ca.Thumbprint);
        Assert.Equal(first.Leaf.Thumbprint, second.Leaf.Thumbprint);
        Assert.Equal(first.Ca.ExportCertificatePem(), data.Text("kantansim-ca.pem").TrimEnd());
    }

    [Fact]
    public void Stored_keys_are_readable_by_their_owner_only()
    {
        using var data = new DataFolder();
        data.Certificates();
        var keys = Directory.GetFiles(data.Folder, "*.key");
        Assert.Equal(2, keys.Length);
        Assert.All(keys, key => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(key) == OwnerOnly));
    }

    [Theory]
    [InlineData("names", true)]
    [InlineData("near expiry", true)]
    [InlineData("nothing", false)]
    [InlineData("damaged certificate", true)]
    [InlineData("key of another certificate", true)]
    public void A_certificate_is_renewed_when_needed_under_the_same_CA(string change, bool isRenewed)
    {
        using var data = DataFolder.WithCertificates();
        var first = data.Certificates();
        if (change == "damaged certificate")
            File.WriteAllText(data.PathOf("kantansim-tls.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        if (change == "key of another certificate")
            File.Copy(data.PathOf("kantansim-ca.key"), data.PathOf("kantansim-tls.key"), overwrite: true);
        var second = data.Certificates(
            Now.AddDays(change == "near expiry" ? 370 : 300),
            change == "names" ? [.. Names, "more.example"] : Names);
        Assert.Equal(isRenewed, first.Leaf.Thumbprint != second.Leaf.Thumbprint);
        Assert.Equal(first.Ca.Thumbprint, second.Ca.Thumbprint);
        Assert.True(second.Leaf.MatchesHostname("localhost"));
        Assert.Equal(change == "names", second.Leaf.MatchesHostname("more.example"));
    }

    [Fact]
    public void A_CA_that_expires_before_a_new_certificate_would_is_renewed_with_it()
    {
        using var data = DataFolder.WithCertificates();
        var first = data.Certificates();
        var second = data.Certificates(Now.AddDays(3_300));
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
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = new() { CertificateChainPolicy = trust } };
        return new(handler) { BaseAddress = new(url) };
    }

    static async Task<Dictionary<string, string>> Call(HttpClient http, string api, string form)
    {
        using var content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = await http.PostAsync(Relative($"/payment/{api}.idPass"), content, TestContext.Current.CancellationToken);
        var fields = ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return fields.ToDictionary(field => field.Key, field => field.Value);
    }

    static Uri Relative(string path) => new(path, UriKind.Relative);

    sealed class DataFolder : IDisposable
    {
        static readonly Lazy<(string Name, byte[] Bytes)[]> Made = new(Make);

        public string Folder { get; } = Directory.CreateTempSubdirectory("kantansim-tls-").FullName;

        /// <summary>A folder whose certificates were made earlier, at <see cref="Now"/> for <see cref="Names"/>.</summary>
        public static DataFolder WithCertificates()
        {
            var data = new DataFolder();
            foreach (var (name, bytes) in Made.Value) File.WriteAllBytes(data.PathOf(name), bytes);
            return data;
        }

        static (string, byte[])[] Make()
        {
            using var data = new DataFolder();
            data.Certificates();
            return [.. Directory.GetFiles(data.Folder).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))];
        }

        public DevCertificates Certificates(DateTimeOffset? now = null, string[]? names = null) => new(Folder, names ?? Names, now ?? Now);

        public string PathOf(string file) => Path.Combine(Folder, file);

        public string Text(string file) => File.ReadAllText(PathOf(file));

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
