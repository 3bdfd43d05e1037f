#pragma warning disable format // aligned tables
using System.Security.Cryptography.X509Certificates;
using KantanSim.Certificates;

namespace KantanSim.Tests.Boundaries;

/// <summary>How long development certificates are used, tested to the second, the resolution of their dates.</summary>
public sealed class CertificateLimitTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    static readonly string[] Names = ["localhost"];
    static readonly X509Certificate2 Ca = CertificateFactory.CreateCa(Begin);
    static readonly X509Certificate2 Leaf = CertificateFactory.CreateLeaf(Ca, Names, Begin);

    // A certificate is valid from one hour before its creation, for 397 days, and is replaced 30 days before its end.
    [Theory]
    [InlineData(0,   -3_601, false)]
    [InlineData(0,   -3_600, true)]
    [InlineData(367, -3_601, true)]
    [InlineData(367, -3_600, false)]
    public void A_certificate_is_used_from_an_hour_before_its_creation_until_30_days_before_its_end(int days, int seconds, bool isGood) =>
        Assert.Equal(isGood, CertificateFactory.IsGood(Leaf, Ca, Names, Begin.AddDays(days).AddSeconds(seconds)));

    // The CA is valid for 3,650 days and must outlast the certificates that it issues, of 397 days.
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0,  false)]
    public void The_CA_is_kept_while_it_outlasts_a_new_certificate(int seconds, bool isKept)
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var first = new DevCertificates(data.FullName, Names, Begin);
            var later = new DevCertificates(data.FullName, Names, Begin.AddDays(3_650 - 397).AddSeconds(seconds));
            Assert.Equal(isKept, first.Ca.Thumbprint == later.Ca.Thumbprint);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
