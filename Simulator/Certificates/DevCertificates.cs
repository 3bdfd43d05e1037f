using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Configuration;
using KantanSim.Storage;
using KantanSim.Web;

namespace KantanSim.Certificates;

/// <summary>
/// https beside http, without a certificate from elsewhere: a CA that is made at the first start, kept in the data folder and trusted by nobody
/// who has not been given it, and a certificate by it for the names under which the server is reached.
/// </summary>
internal sealed class DevCertificates
{
    /// <summary>Where the CA is handed out.</summary>
    public const string Path = "/ca.pem";

    public const string CaFileName = "kantansim-ca.pem";
    const string CaKeyFile = "kantansim-ca.key";
    const string LeafFile = "kantansim-tls.pem";
    const string LeafKeyFile = "kantansim-tls.key";

    readonly string data;

    /// <param name="data">The folder where the CA is kept; <c>:memory:</c> keeps nothing.</param>
    /// <param name="names">The host names and addresses that the certificate is for.</param>
    /// <param name="now">Real time.</param>
    public DevCertificates(string data, IEnumerable<string> names, DateTimeOffset now)
    {
        this.data = data;
        var all = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        Ca = Kept(CaFileName, CaKeyFile, ca => ca.NotAfter > (now + CertificateFactory.LeafValid).UtcDateTime, () => CertificateFactory.CreateCa(now));
        Leaf = Kept(LeafFile, LeafKeyFile, leaf => CertificateFactory.IsGood(leaf, Ca, all, now), () => CertificateFactory.CreateLeaf(Ca, all, now));
    }

    public X509Certificate2 Ca { get; }

    public X509Certificate2 Leaf { get; }

    /// <summary>Trust in this CA and in no other.</summary>
    public X509ChainPolicy Trust()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(Ca);
        return trust;
    }

    /// <summary>Adds the certificate for https on <c>TlsPort</c>, beside each http URL.</summary>
    /// <returns>The https URLs.</returns>
    /// <exception cref="ConfigurationException">The URLs are set in a way that none can be added to.</exception>
    public static IEnumerable<ListenUrl> AddHttps(WebApplicationBuilder builder, SimulatorOptions options, IReadOnlyList<ListenUrl> urls)
    {
        if (ListenUrls.HasEndpoints(builder.Configuration))
            throw new ConfigurationException("Tls", "true", "false when Kestrel:Endpoints is set, where https has endpoints and certificates of its own");
        var certificates = new DevCertificates(options.Data, Names(options, urls.Select(url => url.Host)), TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton(certificates);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificates.Leaf;
            // Said outright: where the system leaves TLS 1.1 on, OpenSSL refuses it for its signatures, and the log would blame those.
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            // .NET's own list has no suites with RSA key exchange, which old clients may insist on. Only OpenSSL takes a list.
            if (OperatingSystem.IsLinux()) https.OnAuthenticate = CipherSuites.Offer;
        }));
        return ListenUrls.ToHttps(urls, options.TlsPort);
    }

    /// <summary>Hands out the CA, which is no secret, and tells of it.</summary>
    public void MapCaEndpoint(WebApplication app)
    {
        app.MapGet(Path, () => TypedResults.Text(Ca.ExportCertificatePem() + "\n", "application/x-pem-file")).ExcludeFromDescription().WithAudience(Audience.Anyone);
        app.Lifetime.ApplicationStarted.Register(() => CertificateLog.Certified(app.Logger, data, Path));
    }

    static IEnumerable<string> Names(SimulatorOptions options, IEnumerable<string> hosts) =>
        ((string[])["localhost", "127.0.0.1", "::1", "host.docker.internal", "kantansim", Environment.MachineName, .. options.AllowedHosts, .. hosts,
            .. options.PublicUrl is { } url ? [new Uri(url).Host.Trim('[', ']')] : Array.Empty<string>()])
        .Where(CertificateFactory.CanBeNamed);

    // What is damaged, too old or of another CA is made anew, as what is not there is.
    X509Certificate2 Kept(string file, string keyFile, Func<X509Certificate2, bool> isGood, Func<X509Certificate2> make)
    {
        if (SecretFile.Read(data, file) is { } pem && SecretFile.Read(data, keyFile) is { } key && CertificateFactory.Read(pem, key) is { } kept && isGood(kept)) return kept;
        var made = make();
        if (data == KantanSim.Storage.Store.InMemory) return made;
        SecretFile.Write(data, keyFile, CertificateFactory.KeyPem(made));
        SecretFile.Write(data, file, made.ExportCertificatePem());
        return made;
    }
}
