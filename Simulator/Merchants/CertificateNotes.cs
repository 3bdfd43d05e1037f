using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>Why a merchant's certificate is not trusted.</summary>
internal static class CertificateNotes
{
    const int MostNames = 5;

    public static readonly Note None = new("Your shop has no certificate for TLS.", "お店のサーバーが TLS 証明書を提示しませんでした。");

    /// <param name="isWrongName">The certificate is not for the host.</param>
    /// <param name="status">What is wrong with its chain.</param>
    /// <returns>Nothing when it is trusted.</returns>
    public static IReadOnlyList<Note> Of(X509Certificate2 leaf, string host, bool isWrongName, X509ChainStatusFlags status)
    {
        var notes = new List<Note>();
        if (isWrongName) notes.Add(WrongName(leaf, host));
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid)) notes.Add(NotTimeValid(leaf));
        if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0) notes.Add(Untrusted(leaf));
        const X509ChainStatusFlags told =
            X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
            | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;
        if ((status & ~told) is not X509ChainStatusFlags.NoError and var rest)
            notes.Add(new($"Your shop's certificate is not accepted: {rest}.", $"お店の証明書は受け入れられません（{rest}）。"));
        return notes;
    }

    static Note WrongName(X509Certificate2 leaf, string host)
    {
        var names = Names(leaf);
        return new($"Your shop's certificate is for {names}, not for {host}.", $"お店の証明書は {names} のもので、{host} のものではありません。");
    }

    static Note NotTimeValid(X509Certificate2 leaf)
    {
        // Real time, as TLS itself goes by.
        var (from, to, now) = (Day(leaf.NotBefore), Day(leaf.NotAfter), TimeProvider.System.GetUtcNow().LocalDateTime);
        return leaf.NotAfter < now ? new($"Your shop's certificate expired on {to}.", $"お店の証明書は {to} に期限切れになりました。")
            : leaf.NotBefore > now ? new($"Your shop's certificate is valid from {from} only.", $"お店の証明書は {from} から有効です。")
            : new("A CA certificate above your shop's certificate has expired or is not valid yet.", "お店の証明書の上位にある CA 証明書が有効期間外です。");
    }

    static Note Untrusted(X509Certificate2 leaf) =>
        leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData)
            ? new("Your shop's certificate is self-signed: save it as PEM and name that file in KantanSim:CaFile.",
                "お店の証明書は自己署名です。PEM 形式で保存し、そのファイルを KantanSim:CaFile に指定してください。")
            : new($"Your shop's certificate was issued by \"{leaf.Issuer}\", which is not trusted here: "
                    + "name the PEM file of that CA in KantanSim:CaFile, and let your shop send intermediate certificates.",
                $"お店の証明書を発行した「{leaf.Issuer}」は信頼されていません。その CA の PEM ファイルを KantanSim:CaFile に指定し、中間証明書はお店のサーバーから送るようにしてください。");

    static string Names(X509Certificate2 leaf)
    {
        var alternative = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        List<string> names = alternative is null ? [leaf.GetNameInfo(X509NameType.SimpleName, false)]
            : [.. alternative.EnumerateDnsNames(), .. alternative.EnumerateIPAddresses().Select(address => $"{address}")];
        return names.Count == 0 ? "-" : string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? ", …" : "");
    }

    static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
