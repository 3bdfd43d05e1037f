using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KantanSim.Certificates;

/// <summary>Creates, reads and checks certificates. Keys are RSA with 2,048 bits, which every TLS client supports.</summary>
internal static class CertificateFactory
{
    /// <summary>The longest lifetime that browsers accept.</summary>
    public static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(397);

    const int KeyBits = 2_048;
    const string RsaKeyOid = "1.2.840.113549.1.1.1";
    const string ServerAuthenticationOid = "1.3.6.1.5.5.7.3.1";

    static readonly TimeSpan CaLifetime = TimeSpan.FromDays(3_650);
    static readonly TimeSpan RenewalPeriod = TimeSpan.FromDays(30);

    // Certificates are valid from one hour ago, because the clocks of client and server may differ.
    static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    public static X509Certificate2 CreateCa(DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        // The random part of the name distinguishes the CAs of several data folders in a trust store.
        var name = $"CN=KantanSim test CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}, O=KantanSim";
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - ClockSkew, now + CaLifetime);
    }

    public static X509Certificate2 CreateLeaf(X509Certificate2 ca, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = LeafRequest(key, ca, names);
        var start = now - ClockSkew;
        byte[] serialNumber = [0x01, .. RandomNumberGenerator.GetBytes(15)];
        using var issued = request.Create(ca.SubjectName, SignatureGenerator(ca), start, start + LeafLifetime, serialNumber);
        return WithUsableKey(issued.CopyWithPrivateKey(key));
    }

    /// <summary>The private key as PKCS #8 in PEM.</summary>
    public static string KeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey();
        return key!.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>
    /// Whether a stored certificate can be used again: it has an RSA key, is issued by this CA for exactly these names, and does not
    /// expire within 30 days.
    /// </summary>
    public static bool IsGood(X509Certificate2 leaf, X509Certificate2 ca, IReadOnlyList<string> names, DateTimeOffset now) =>
        leaf.PublicKey.Oid.Value == RsaKeyOid
        && leaf.NotAfter > (now + RenewalPeriod).UtcDateTime
        && leaf.NotBefore <= now.UtcDateTime
        && IsIssuedBy(leaf, ca)
        && NamesOf(leaf).SetEquals(names);

    /// <summary>Reads a certificate and its private key from PEM; null when they are invalid or do not match.</summary>
    public static X509Certificate2? Read(string pem, string key)
    {
        try
        {
            return WithUsableKey(X509Certificate2.CreateFromPem(pem, key));
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a certificate can be issued for an IP address, a host name, or a wildcard such as <c>*.example.com</c>.</summary>
    public static bool IsValidName(string name)
    {
        if (IPAddress.TryParse(name, out var address)) return !Equals(address, IPAddress.Any) && !Equals(address, IPAddress.IPv6Any);
        var host = name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
        return Uri.CheckHostName(host) == UriHostNameType.Dns;
    }

    static CertificateRequest LeafRequest(RSA key, X509Certificate2 ca, IReadOnlyList<string> names)
    {
        const X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment;
        var request = new CertificateRequest("CN=KantanSim, O=KantanSim", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(ServerAuthenticationOid)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, true, false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        return request;
    }

    static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternative.AddIpAddress(address);
            else alternative.AddDnsName(name);
        }
        return alternative.Build();
    }

    // CAs of earlier versions have a P-256 key. They stay in use, because clients were configured to trust them.
    static X509SignatureGenerator SignatureGenerator(X509Certificate2 ca) =>
        ca.GetRSAPrivateKey() is { } rsa
            ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa(ca.GetECDsaPrivateKey()!);

    static bool IsIssuedBy(X509Certificate2 leaf, X509Certificate2 ca)
    {
        var issuer = leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
        var subject = ca.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
        return issuer is not null && subject is not null && issuer.Value.Span.SequenceEqual(subject.Value.Span);
    }

    // Empty for a certificate without alternative names, which no list of names equals.
    static HashSet<string> NamesOf(X509Certificate2 leaf)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is not { } alternative) return names;
        names.UnionWith(alternative.EnumerateDnsNames());
        names.UnionWith(alternative.EnumerateIPAddresses().Select(address => $"{address}"));
        return names;
    }

    // On Windows, TLS cannot use an ephemeral key: importing the certificate stores it.
    static X509Certificate2 WithUsableKey(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
