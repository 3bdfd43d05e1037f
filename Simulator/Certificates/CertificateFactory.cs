using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KantanSim.Certificates;

/// <summary>How certificates are made and looked at: RSA with 2,048 bits, which every client speaks.</summary>
internal static class CertificateFactory
{
    /// <summary>As long as browsers take one for.</summary>
    public static readonly TimeSpan LeafValid = TimeSpan.FromDays(397);

    const int KeyBits = 2_048;
    const string RsaKey = "1.2.840.113549.1.1.1";

    static readonly TimeSpan CaValid = TimeSpan.FromDays(3_650);
    static readonly TimeSpan NearItsEnd = TimeSpan.FromDays(30);

    // Clocks differ a little from machine to machine.
    static readonly TimeSpan Before = TimeSpan.FromHours(1);

    public static X509Certificate2 CreateCa(DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest($"CN=KantanSim test CA {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}, O=KantanSim", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - Before, now + CaValid);
    }

    public static X509Certificate2 CreateLeaf(X509Certificate2 ca, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=KantanSim, O=KantanSim", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false)); // server authentication
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, true, false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        using var issued = request.Create(ca.SubjectName, SignatureOf(ca), now - Before, now - Before + LeafValid, [0x01, .. RandomNumberGenerator.GetBytes(15)]);
        return Usable(issued.CopyWithPrivateKey(key));
    }

    /// <summary>The private key as PKCS #8 in PEM.</summary>
    public static string KeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey();
        return key!.ExportPkcs8PrivateKeyPem();
    }

    // A CA of an earlier version has a key on P-256. It stays, because clients were told to trust it.
    static X509SignatureGenerator SignatureOf(X509Certificate2 ca) =>
        ca.GetRSAPrivateKey() is { } rsa ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa(ca.GetECDsaPrivateKey()!);

    /// <summary>Whether a certificate is still good: with an RSA key, by this CA, for exactly these names, and not near its end.</summary>
    public static bool IsGood(X509Certificate2 leaf, X509Certificate2 ca, IReadOnlyList<string> names, DateTimeOffset now) =>
        leaf.PublicKey.Oid.Value == RsaKey
        && leaf.NotAfter > (now + NearItsEnd).UtcDateTime && leaf.NotBefore <= now.UtcDateTime
        && leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { } issuer
        && ca.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } known && issuer.Span.SequenceEqual(known.SubjectKeyIdentifierBytes.Span)
        && leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } alternative
        && alternative.EnumerateDnsNames().Concat(alternative.EnumerateIPAddresses().Select(address => $"{address}")).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(names);

    /// <summary>The certificate with its key, or null when they are none.</summary>
    public static X509Certificate2? Read(string pem, string key)
    {
        try { return Usable(X509Certificate2.CreateFromPem(pem, key)); }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException) { return null; }
    }

    /// <summary>Whether a certificate can be for a name: an address, a host name, or all names below one.</summary>
    public static bool CanBeNamed(string name) => IPAddress.TryParse(name, out var address) ? !Equals(address, IPAddress.Any) && !Equals(address, IPAddress.IPv6Any)
        : Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) == UriHostNameType.Dns;

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

    // Windows serves with no key that is in memory only.
    static X509Certificate2 Usable(X509Certificate2 certificate) =>
        OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable) : certificate;
}
