using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Certificates;

namespace KantanSim.Tests.Notifications;

/// <summary>A CA and certificates of merchants, each made once: a key takes longer than most tests.</summary>
public sealed class MerchantCertificates : IDisposable
{
    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    static readonly DateTimeOffset LongAgo = Now.AddDays(-500);

    readonly Dictionary<string, X509Certificate2> made = [];

    public X509Certificate2 Ca { get; } = CertificateFactory.CreateCa(LongAgo);

    /// <param name="kind"><c>self-signed</c>, <c>wrong name</c> or <c>expired</c>; otherwise a good one.</param>
    public X509Certificate2 Of(string kind)
    {
        if (!made.TryGetValue(kind, out var certificate)) made[kind] = certificate = Make(kind);
        return certificate;
    }

    public void Dispose()
    {
        foreach (var certificate in made.Values) certificate.Dispose();
        Ca.Dispose();
    }

    X509Certificate2 Make(string kind) => kind switch
    {
        "self-signed" => SelfSigned(),
        "wrong name" => CertificateFactory.CreateLeaf(Ca, ["other.test", "127.0.0.2"], Now),
        "expired" => CertificateFactory.CreateLeaf(Ca, ["127.0.0.1"], LongAgo.AddHours(2)),
        _ => CertificateFactory.CreateLeaf(Ca, ["127.0.0.1"], Now),
    };

    static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=shop", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
    }
}
