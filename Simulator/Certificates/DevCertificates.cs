using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Configuration;
using KantanSim.Storage;
using KantanSim.Web;

namespace KantanSim.Certificates;

/// <summary>
/// Serves https in addition to http without a configured certificate. A CA is created on the first start and stored in the data
/// folder; it issues a certificate for the host names of the server. Clients have to be configured to trust the CA.
/// </summary>
internal sealed class DevCertificates
{
    /// <summary>The path at which clients download the CA certificate.</summary>
    public const string Path = "/ca.pem";

    public const string CaFileName = "kantansim-ca.pem";
    const string CaKeyFile = "kantansim-ca.key";
    const string LeafFile = "kantansim-tls.pem";
    const string LeafKeyFile = "kantansim-tls.key";

    static readonly string[] DefaultNames =
        ["localhost", "127.0.0.1", "::1", "host.docker.internal", "kantansim", Environment.MachineName];

    readonly string data;

    /// <param name="data">The data folder; with <c>:memory:</c> the certificates are not stored.</param>
    /// <param name="names">The host names and IP addresses to issue the certificate for.</param>
    /// <param name="now">Real time.</param>
    public DevCertificates(string data, IEnumerable<string> names, DateTimeOffset now)
    {
        this.data = data;
        var distinctNames = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var lastExpiry = (now + CertificateFactory.LeafLifetime).UtcDateTime;
        Ca = LoadOrCreate(
            CaFileName,
            CaKeyFile,
            ca => ca.NotAfter > lastExpiry,
            () => CertificateFactory.CreateCa(now));
        Leaf = LoadOrCreate(
            LeafFile,
            LeafKeyFile,
            leaf => CertificateFactory.IsGood(leaf, Ca, distinctNames, now),
            () => CertificateFactory.CreateLeaf(Ca, distinctNames, now));
    }

    public X509Certificate2 Ca { get; }

    public X509Certificate2 Leaf { get; }

    /// <summary>A chain policy that trusts this CA only.</summary>
    public X509ChainPolicy Trust()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(Ca);
        return trust;
    }

    /// <summary>Registers the certificate and adds an https URL on <c>TlsPort</c> for each http URL.</summary>
    /// <returns>The https URLs.</returns>
    /// <exception cref="ConfigurationException"><c>Kestrel:Endpoints</c> is set.</exception>
    public static IEnumerable<ListenUrl> AddHttps(WebApplicationBuilder builder, SimulatorOptions options, IReadOnlyList<ListenUrl> urls)
    {
        if (ListenUrls.HasEndpoints(builder.Configuration))
            throw new ConfigurationException("Tls", "true", "false when Kestrel:Endpoints is set, where https is configured by endpoint");
        var names = Names(options, urls.Select(url => url.Host));
        var certificates = new DevCertificates(options.Data, names, TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton(certificates);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificates.Leaf;
            // Explicit, because some systems enable TLS 1.1: OpenSSL would then reject its signature algorithms, and the log would
            // give a misleading reason.
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            // .NET's defaults omit RSA key exchange, which some old clients require. A list of suites is supported on Linux only.
            if (OperatingSystem.IsLinux()) https.OnAuthenticate = CipherSuites.Offer;
        }));
        return ListenUrls.ToHttps(urls, options.TlsPort);
    }

    /// <summary>Serves the CA certificate, which is public, and logs its URL when the server has started.</summary>
    public void MapCaEndpoint(WebApplication app)
    {
        app.MapGet(Path, () => TypedResults.Text(Ca.ExportCertificatePem() + "\n", "application/x-pem-file"))
            .ExcludeFromDescription()
            .WithAudience(Audience.Anyone);
        app.Lifetime.ApplicationStarted.Register(() => CertificateLog.Certified(app.Logger, data, Path));
    }

    static IEnumerable<string> Names(SimulatorOptions options, IEnumerable<string> listenHosts)
    {
        List<string> names = [.. DefaultNames, .. options.AllowedHosts, .. listenHosts];
        if (options.PublicUrl is { } url) names.Add(new Uri(url).Host.Trim('[', ']'));
        return names.Where(CertificateFactory.IsValidName);
    }

    // A stored certificate that is damaged, about to expire or issued by another CA is replaced.
    X509Certificate2 LoadOrCreate(string file, string keyFile, Func<X509Certificate2, bool> isUsable, Func<X509Certificate2> create)
    {
        if (Load(file, keyFile) is { } stored && isUsable(stored)) return stored;
        var created = create();
        if (data == KantanSim.Storage.Store.InMemory) return created;
        SecretFile.Write(data, keyFile, CertificateFactory.KeyPem(created));
        SecretFile.Write(data, file, created.ExportCertificatePem());
        return created;
    }

    X509Certificate2? Load(string file, string keyFile) =>
        SecretFile.Read(data, file) is { } pem && SecretFile.Read(data, keyFile) is { } key ? CertificateFactory.Read(pem, key) : null;
}
