using System.Net;

namespace KantanSim.Gateway;

/// <summary>
/// Whether two URLs belong to the same site, as browsers tell for cookies: the same scheme, and the same registrable domain. Ports do not count.
/// Browsers know all public suffixes from a list; this knows the usual form of countries' (<c>co.jp</c>, <c>com.au</c>).
/// </summary>
internal static class SiteComparer
{
    static readonly string[] SecondLevels = ["ac", "ad", "co", "com", "ed", "edu", "go", "gob", "gov", "gr", "lg", "ne", "net", "or", "org"];

    public static bool IsCrossSite(Uri from, Uri to) => from.Scheme != to.Scheme || !Of(from).Equals(Of(to), StringComparison.OrdinalIgnoreCase);

    /// <summary>The registrable domain, such as <c>example.co.jp</c>; an address and a name without a dot stand for themselves.</summary>
    static string Of(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host.Trim('[', ']'), out _)) return host;
        var labels = host.Split('.');
        var isCountrys = labels is [.., _, var second, { Length: 2 }] && SecondLevels.Contains(second, StringComparer.OrdinalIgnoreCase);
        return string.Join('.', labels[^Math.Min(labels.Length, isCountrys ? 3 : 2)..]);
    }
}
