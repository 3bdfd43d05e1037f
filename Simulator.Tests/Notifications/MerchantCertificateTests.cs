#pragma warning disable format // aligned tables
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KantanSim.Certificates;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Notifications;

/// <summary>Which certificates of merchants are trusted, and the reasons for those that are not.</summary>
public sealed class MerchantCertificateTests(MerchantCertificates certificates) : IClassFixture<MerchantCertificates>, IDisposable
{
    static readonly byte[] Zero = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0"u8.ToArray();

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-ca-");

    X509Certificate2 Ca => certificates.Ca;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("trusted",     true,  "received")]
    [InlineData("self-signed", true,  "received")]
    [InlineData("unknown CA",  false, "which is not trusted here: name the PEM file of that CA in KantanSim:CaFile")]
    [InlineData("self-signed", false, "Your shop's certificate is self-signed: save it as PEM and name that file in KantanSim:CaFile.")]
    [InlineData("wrong name",  true,  "Your shop's certificate is for other.test, 127.0.0.2, not for 127.0.0.1.")]
    [InlineData("wrong name",  false, "not for 127.0.0.1. Your shop's certificate was issued by \"CN=KantanSim test CA")]
    [InlineData("expired",     true,  "Your shop's certificate expired on ")]
    [InlineData("expired",     false, "Your shop's certificate expired on ")]
    public async Task A_certificate_is_trusted_by_CaFile_or_refused_with_the_reason(string kind, bool isInFile, string expected)
    {
        var certificate = certificates.Of(kind);
        using var merchant = new RawMerchant(Zero, certificate);
        var file = SavePem(kind == "self-signed" ? certificate : Ca);
        var outcome = await Test($"https://127.0.0.1:{merchant.Port}/notify", isInFile ? [$"--KantanSim:CaFile={file}"] : []);
        Assert.Contains(expected, outcome, StringComparison.Ordinal);
        if (kind == "expired" && isInFile) Assert.DoesNotContain("KantanSim:CaFile", outcome, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "Your shop uses plain http at this port")]
    [InlineData("", "Your shop closed the connection when the TLS handshake began. This port may use plain http.")]
    [InlineData("220 mail.test ESMTP\r\n", "The answer is not TLS.")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0046", "No TLS version in common: the gateway supports TLS 1.2 and 1.3.")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0028", "Your shop refused TLS (alert 40)")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0070", "Your shop has no certificate for this name (TLS alert 112).")]
    [InlineData("\u0016\u0003\u0001\u0000\u0004\u0002\u0000\u0000\u0026\u0003\u0001", "No TLS version in common")]
    public async Task A_failed_TLS_handshake_has_a_reason(string answer, string reason)
    {
        using var merchant = new RawMerchant(Encoding.Latin1.GetBytes(answer));
        Assert.Contains(reason, await Test($"https://127.0.0.1:{merchant.Port}/notify"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_client_certificate_is_named()
    {
        var certificate = certificates.Of("trusted");
        using var merchant = new RawMerchant(Zero, certificate, asksForCertificate: true);
        var outcome = await Test($"https://127.0.0.1:{merchant.Port}/notify", $"--KantanSim:CaFile={SavePem(Ca)}");
        Assert.Contains("client certificate", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_to_a_TLS_port_is_named()
    {
        var certificate = certificates.Of("trusted");
        using var merchant = new RawMerchant(Zero, certificate);
        var outcome = await Test(merchant.Url);
        Assert.Matches("uses TLS at this port|A port that expects https does this", outcome);
    }

    [Fact]
    public async Task The_demo_shop_is_notified_over_KantanSim_s_own_https()
    {
        await using var simulated = await SimulatorFixture.Start(
            demoShop: true, settings: ["--KantanSim:Tls=true", "--KantanSim:TlsPort=0"]);
        Assert.Equal("received", await Test(simulated, $"{simulated.SecureUrl}/shop/notify"));
    }

    [Fact]
    public async Task A_changed_file_is_used_at_the_next_connection_and_a_broken_one_is_not()
    {
        using var other = CertificateFactory.CreateCa(MerchantCertificates.Now);
        var certificate = certificates.Of("trusted");
        using var merchant = new RawMerchant(Zero, certificate);
        var file = SavePem(other);
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:CaFile={file}");
        var logged = simulated.Logged(Microsoft.Extensions.Logging.LogLevel.Warning);
        var url = $"https://127.0.0.1:{merchant.Port}/notify";
        Assert.Contains("not trusted here", await Test(simulated, url), StringComparison.Ordinal);
        var both = $"{other.ExportCertificatePem()}\n{Ca.ExportCertificatePem()}\n";
        await File.WriteAllTextAsync(file, both, TestContext.Current.CancellationToken);
        Assert.Equal("received", await Test(simulated, url));
        await File.WriteAllTextAsync(file, "-----BEGIN CERTIFICATE-----\nbroken\n", TestContext.Current.CancellationToken);
        Assert.Equal("received", await Test(simulated, url));
        Assert.Equal("received", await Test(simulated, url));
        File.Delete(file);
        Assert.Equal("received", await Test(simulated, url));
        Assert.Equal(2, logged.Count(line =>
            line.Contains("KantanSim:CaFile", StringComparison.Ordinal) && line.Contains(file, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public async Task An_invalid_file_stops_the_start_with_one_line(string? content)
    {
        var file = Path.Combine(folder.FullName, "wrong.pem");
        if (content is not null) await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        await AssertStartFails(file);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_file_of_up_to_1048576_bytes_is_read(int more, bool isRead)
    {
        var file = Path.Combine(folder.FullName, "long.pem");
        var content = Ca.ExportCertificatePem().PadRight(TrustedCaFile.MaxBytes + more);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        if (isRead) Assert.Single(TrustedCaFile.Read(file));
        else await AssertStartFails(file);
    }

    static async Task AssertStartFails(string file)
    {
        string[] settings = [$"--KantanSim:CaFile={file}", "--KantanSim:Data=:memory:"];
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CompositionRoot.Build(settings));
        const string allowed = "a PEM file of up to 1048576 bytes with one or more CA certificates";
        Assert.StartsWith($"Setting KantanSim:CaFile is \"{file}\"; allowed: {allowed} (", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    string SavePem(X509Certificate2 certificate)
    {
        var file = Path.Combine(folder.FullName, "ca.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }

    static async Task<string> Test(string url, params string[] settings)
    {
        await using var simulated = await SimulatorFixture.Start(settings: settings);
        return await Test(simulated, url);
    }

    static async Task<string> Test(SimulatorFixture simulated, string url)
    {
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{url}}"}""");
        return (string)(await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test"))["body"]!["outcome"]!;
    }
}
