using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Certificates;

namespace KantanSim.Merchants;

/// <summary>
/// Validates certificates of merchants against the system's CAs, those of <c>KantanSim:CaFile</c>, and KantanSim's own, which issued the
/// demo shop's certificate when https is served.
/// </summary>
internal sealed class MerchantCertificateValidator(TrustedCaFile file, DevCertificates? own = null)
{
    const X509ChainStatusFlags UnknownCa = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>The validation callback for <see cref="SslStream"/>.</summary>
    /// <exception cref="MerchantException">The certificate is not trusted. Its notes say why.</exception>
    public bool ValidateOrThrow(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (certificate is not X509Certificate2 leaf || chain is null) throw new MerchantException([CertificateNotes.NoCertificate]);
        var status = Status(chain);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && AdditionalCas() is { Count: > 0 } cas)
            status = Verify(leaf, chain, cas, status);
        var isWrongName = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        var notes = CertificateNotes.Of(leaf, ((SslStream)sender).TargetHostName, isWrongName, status);
        return notes.Count == 0 ? true : throw new MerchantException(notes);
    }

    X509Certificate2Collection AdditionalCas()
    {
        var all = new X509Certificate2Collection(file.Current);
        if (own is not null) all.Add(own.Ca);
        return all;
    }

    // Builds the chain once more with the additional CAs as roots. Returns the new chain's errors if it ends at one of them, else the
    // errors of the received chain.
    static X509ChainStatusFlags Verify(
        X509Certificate2 leaf, X509Chain received, X509Certificate2Collection trusted, X509ChainStatusFlags before)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(received.ChainPolicy.ExtraStore);
        foreach (var element in received.ChainElements) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        foreach (var usage in received.ChainPolicy.ApplicationPolicy) chain.ChainPolicy.ApplicationPolicy.Add(usage);
        chain.Build(leaf);
        var after = Status(chain);
        return (after & UnknownCa) == 0 ? after : before;
    }

    static X509ChainStatusFlags Status(X509Chain chain) =>
        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
}
