#pragma warning disable format // aligned tables
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Certificates;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Certificates;

/// <summary>Old clients, clients with a hard-coded host, and failed handshakes.</summary>
[SupportedOSPlatform("linux")]
public sealed class TlsClientTests(TlsSimulated shared) : IClassFixture<TlsSimulated>
{
    const string LiveHost = "pt01.mul-pay.jp";

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA)]
    public async Task Client_that_supports_RSA_suites_only_connects(TlsCipherSuite suite)
    {
        var simulated = shared.Simulated;
        await using var tls = await Connect(simulated, new()
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new([suite]),
            CertificateChainPolicy = Own(simulated).Trust(),
        });
        Assert.Equal(suite, tls.NegotiatedCipherSuite);
        var request = "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();
        await tls.WriteAsync(request, TestContext.Current.CancellationToken);
        using var answer = new StreamReader(tls);
        Assert.StartsWith("HTTP/1.1 200", await answer.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_with_the_live_host_hard_coded_can_pay()
    {
        await using var simulated = await SimulatorFixture.Start(settings: [.. TlsSimulated.On, $"--KantanSim:AllowedHosts={LiveHost}"]);
        var port = new Uri(simulated.SecureUrl).Port;
        // Resolves the host to loopback, like an entry in the hosts file.
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = { CertificateChainPolicy = Own(simulated).Trust() },
        });
        var entry = await Call("EntryTranRecruit", "JobCd=AUTH&Amount=1000");
        var access = $"AccessID={entry["AccessID"]}&AccessPass={entry["AccessPass"]}";
        var exec = await Call("ExecTranRecruit", $"{access}&RetURL=http%3A%2F%2Flocalhost%2F&ItemName=Mug");
        Assert.Equal($"https://{LiveHost}/payment/RecruitStart.idPass", exec["StartURL"]);

        async Task<Dictionary<string, string>> Call(string api, string fields)
        {
            var text = $"ShopID=tshop00000001&ShopPass=kantansim1&OrderID=FIXED-1&{fields}";
            using var form = new StringContent(text, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            var uri = new Uri($"https://{LiveHost}/payment/{api}.idPass");
            using var answer = await http.PostAsync(uri, form, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return ResponseBody.Read(body).ToDictionary(field => field.Key, field => field.Value);
        }
    }

    [Theory]
    [InlineData("plain http",  "plain http")]
    [InlineData("cipher",      "no common cipher suite")]
    [InlineData("version",     "no common TLS version")]
    [InlineData("unknown CA",  "the client does not trust the certificate")]
    [InlineData("closed",      "the client closed the connection in the middle of the handshake")]
    public async Task Failed_handshake_is_logged_in_one_line_with_its_reason(string failure, string reason)
    {
        await using var simulated = await SimulatorFixture.Start(settings: TlsSimulated.On);
        using var log = new FirstWarning();
        simulated.GetService<ILoggerFactory>().AddProvider(log);
        await FailHandshake(simulated, failure);
        var line = await log.Line.WithHangGuard();
        Assert.StartsWith("A TLS handshake failed: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public async Task Failed_handshake_with_the_operators_certificate_is_logged_without_a_hint_at_KantanSims_CA()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-");
        _ = new DevCertificates(folder.FullName, ["localhost"], DateTimeOffset.UtcNow);
        string[] settings =
        [
            "--urls=https://127.0.0.1:0",
            $"--Kestrel:Certificates:Default:Path={Path.Combine(folder.FullName, "kantansim-tls.pem")}",
            $"--Kestrel:Certificates:Default:KeyPath={Path.Combine(folder.FullName, "kantansim-tls.key")}",
        ];
        await using (var simulated = await SimulatorFixture.Start(settings: settings))
        {
            using var log = new FirstWarning();
            simulated.GetService<ILoggerFactory>().AddProvider(log);
            await FailHandshake(simulated, "closed");
            Assert.Equal(
                "A TLS handshake failed: the client closed the connection in the middle of the handshake",
                await log.Line.WithHangGuard());
        }
        folder.Delete(recursive: true);
    }

    // The client of .NET validates the certificate after the handshake; OpenSSL's clients, such as curl, send an alert during it.
    [Theory]
    [InlineData("error:0A000418:SSL routines::tlsv1 alert unknown ca", "the client does not trust the certificate")]
    [InlineData("error:0A000416:SSL routines::sslv3 alert certificate unknown", "the client does not trust the certificate")]
    [InlineData("error:0A00042E:SSL routines::tlsv1 alert protocol version", "no common TLS version")]
    [InlineData("an unknown error", "an unknown error")]
    public void Reason_is_taken_from_the_innermost_exception(string innermost, string reason)
    {
        var fault = new AuthenticationException("Authentication failed, see inner exception.", new IOException(innermost));
        Assert.StartsWith(reason, TlsFailureReason.Describe(fault, isOwn: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Further_failures_within_a_second_are_only_counted()
    {
        var time = new Seconds();
        var lines = new CapturingLoggerProvider(LogLevel.Warning);
        using var failures = new TlsFailureLogger(time, isOwn: true) { Output = lines };
        for (var second = 0; second < 2; second++)
        {
            for (var failure = 0; failure < 5; failure++)
                failures.Log(LogLevel.Debug, default, 0, new IOException("Received an unexpected EOF"), (_, _) => "");
            time.Now++;
        }
        Assert.Equal(2, lines.Lines.Count());
        Assert.DoesNotContain("others", lines.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("(and 4 others since the last such line)", lines.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void CA_of_an_earlier_version_stays_in_use()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-");
        try
        {
            var now = DateTimeOffset.UtcNow;
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=KantanSim test CA", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            using var earlier = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(9));
            File.WriteAllText(Path.Combine(folder.FullName, "kantansim-ca.pem"), earlier.ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder.FullName, "kantansim-ca.key"), key.ExportPkcs8PrivateKeyPem());
            var own = new DevCertificates(folder.FullName, ["localhost"], now);
            Assert.Equal(earlier.Thumbprint, own.Ca.Thumbprint);
            Assert.NotNull(own.Leaf.GetRSAPublicKey());
            using var chain = new X509Chain { ChainPolicy = own.Trust() };
            Assert.True(chain.Build(own.Leaf));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task FailHandshake(SimulatorFixture simulated, string failure)
    {
        var port = new Uri(simulated.SecureUrl).Port;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        switch (failure)
        {
            case "plain http":
                var request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();
                await tcp.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
                break;
            case "closed":
                tcp.Close();
                break;
            case "version":
                await SendAndWait(tcp, ClientHello(minor: 2));
                break;
            case "unknown CA":
                await SendAndWait(tcp, [.. ClientHello(minor: 3), .. UnknownCa]);
                break;
            case "cipher":
                await ConnectByEcdsa(tcp);
                break;
        }
    }

    static async Task ConnectByEcdsa(TcpClient tcp)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new([TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]),
        };
        await using var tls = new SslStream(tcp.GetStream());
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken));
    }

    // Waits until the server closes the connection: closing it first would be another failure.
    static async Task SendAndWait(TcpClient tcp, byte[] bytes)
    {
        await tcp.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
        await tcp.GetStream().CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    // A ClientHello of TLS 1.1 (minor 2) or 1.2 (minor 3) with one suite, TLS_RSA_WITH_AES_128_CBC_SHA, and one signature algorithm,
    // RSA with SHA-256.
    static byte[] ClientHello(byte minor) =>
    [
        0x16, 3, 1, 0, 55, 1, 0, 0, 51, 3, minor, .. new byte[32], 0, 0, 2, 0x00, 0x2f, 1, 0,
        0, 8, 0, 13, 0, 4, 0, 2, 4, 1,
    ];

    // The fatal alert unknown_ca, which clients such as curl send.
    static readonly byte[] UnknownCa = [0x15, 3, 3, 0, 2, 2, 48];

    static DevCertificates Own(SimulatorFixture simulated) => simulated.GetService<DevCertificates>();

    static async Task<SslStream> Connect(SimulatorFixture simulated, SslClientAuthenticationOptions options)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, new Uri(simulated.SecureUrl).Port, TestContext.Current.CancellationToken);
        var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return tls;
    }

    sealed class Seconds : TimeProvider
    {
        public long Now { get; set; } = 100;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }

    /// <summary>Waits for the first warning without an exception.</summary>
    sealed class FirstWarning : ILoggerProvider, ILogger
    {
        readonly TaskCompletionSource<string> line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => line.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && exception is null) line.TrySetResult(formatter(state, exception));
        }

        public void Dispose() { }
    }
}
