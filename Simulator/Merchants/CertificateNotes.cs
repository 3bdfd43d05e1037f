using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>The reasons why a merchant's certificate is not trusted.</summary>
internal static class CertificateNotes
{
    const int MaxNames = 5;

    public static readonly Note NoCertificate = new("Your shop's server presented no TLS certificate.", "お店のサーバーが TLS 証明書を提示しませんでした。");

    // Flags that have a note of their own, and those of revocation, which is not checked.
    const X509ChainStatusFlags Handled =
        X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <param name="isWrongName">The certificate is not for the host.</param>
    /// <param name="status">The errors of its chain.</param>
    /// <returns>Empty when the certificate is trusted.</returns>
    public static IReadOnlyList<Note> Of(X509Certificate2 leaf, string host, bool isWrongName, X509ChainStatusFlags status)
    {
        var notes = new List<Note>();
        if (isWrongName) notes.Add(WrongName(leaf, host));
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid)) notes.Add(NotTimeValid(leaf));
        if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0) notes.Add(Untrusted(leaf));
        var rest = status & ~Handled;
        if (rest != X509ChainStatusFlags.NoError)
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
        // Real time, which TLS uses too.
        var now = TimeProvider.System.GetUtcNow().LocalDateTime;
        var from = Day(leaf.NotBefore);
        var to = Day(leaf.NotAfter);
        if (leaf.NotAfter < now) return new($"Your shop's certificate expired on {to}.", $"お店の証明書は {to} に期限切れになりました。");
        if (leaf.NotBefore > now) return new($"Your shop's certificate is not valid before {from}.", $"お店の証明書は {from} から有効です。");
        return new("A CA certificate above your shop's certificate has expired or is not valid yet.",
            "お店の証明書の上位にある CA 証明書が有効期間外です。");
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
        return names.Count == 0 ? "-" : string.Join(", ", names.Take(MaxNames)) + (names.Count > MaxNames ? ", …" : "");
    }

    static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
