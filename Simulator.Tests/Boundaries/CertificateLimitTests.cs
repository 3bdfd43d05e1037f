using KantanSim.Certificates;

namespace KantanSim.Tests.Boundaries;

/// <summary>Until when a certificate of our own is kept, to the second: that is how they are dated.</summary>
public sealed class CertificateLimitTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    static readonly string[] Names = ["localhost"];

    // It is dated an hour back, ends after 397 days, and is made anew 30 days before its end.
    [Theory]
    [InlineData(0,   -3_601, false)]
    [InlineData(0,   -3_600, true)]
    [InlineData(367, -3_601, true)]
    [InlineData(367, -3_600, false)]
    public void A_certificate_is_good_from_an_hour_before_it_was_made_until_30_days_before_its_end(int days, int seconds, bool good)
    {
        using var ca = CertificateFactory.CreateCa(Begin);
        using var leaf = CertificateFactory.CreateLeaf(ca, Names, Begin);
        Assert.Equal(good, CertificateFactory.IsGood(leaf, ca, Names, Begin.AddDays(days).AddSeconds(seconds)));
    }

    // A certificate that it issues must not outlast it: 3,650 days less 397.
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0,  false)]
    public void The_CA_is_kept_while_it_outlasts_a_certificate_that_is_made_now(int seconds, bool kept)
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var first = new DevCertificates(data.FullName, Names, Begin);
            var later = new DevCertificates(data.FullName, Names, Begin.AddDays(3_650 - 397).AddSeconds(seconds));
            Assert.Equal(kept, first.Ca.Thumbprint == later.Ca.Thumbprint);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
