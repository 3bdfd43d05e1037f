using System.Net;

namespace KantanSim.Gateway;

/// <summary>
/// Compares sites as browsers do for cookies: the same scheme and the same registrable domain are the same site, whatever the port.
/// Browsers have a list of all public suffixes; this class knows only the usual second-level domains (<c>co.jp</c>, <c>com.au</c>).
/// </summary>
internal static class SiteComparer
{
    static readonly string[] SecondLevels =
        ["ac", "ad", "co", "com", "ed", "edu", "go", "gob", "gov", "gr", "lg", "ne", "net", "or", "org"];

    public static bool IsCrossSite(Uri from, Uri to) =>
        from.Scheme != to.Scheme || !RegistrableDomain(from).Equals(RegistrableDomain(to), StringComparison.OrdinalIgnoreCase);

    /// <returns>For example <c>example.co.jp</c>; an IP address or a name without a dot as it is.</returns>
    static string RegistrableDomain(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host.Trim('[', ']'), out _)) return host;
        var labels = host.Split('.');
        var hasCountrySuffix = labels is [.., _, var second, { Length: 2 }]
            && SecondLevels.Contains(second, StringComparer.OrdinalIgnoreCase);
        return string.Join('.', labels[^Math.Min(labels.Length, hasCountrySuffix ? 3 : 2)..]);
    }
}
