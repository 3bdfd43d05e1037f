using System.Net;

namespace KantanSim.Merchants;

/// <summary>
/// Where cloud machines find their own credentials. Whoever may register a shop must not have KantanSim ask there, so a wide range such as
/// 0.0.0.0/0 or fc00::/7 does not mean these: only a range that lies within them does.
/// </summary>
internal static class CloudMetadata
{
    static readonly IPNetwork[] Ranges =
    [
        IPNetwork.Parse("169.254.0.0/16"),     // the whole of link-local: AWS, Azure, Google Cloud, Oracle
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fd00:ec2::/32"),      // AWS by IPv6
        IPNetwork.Parse("100.100.100.200/32"), // Alibaba Cloud
    ];

    public static bool Has(IPAddress address) => Ranges.Any(range => range.Contains(address));

    public static bool IsMeantBy(IPNetwork allowed) =>
        Ranges.Any(range => range.BaseAddress.AddressFamily == allowed.BaseAddress.AddressFamily && range.PrefixLength <= allowed.PrefixLength && range.Contains(allowed.BaseAddress));

    /// <summary>The one name that is a metadata service wherever it is asked; a browser would resolve it itself.</summary>
    public static bool Names(string host) => host.Equals("metadata.google.internal", StringComparison.OrdinalIgnoreCase);
}
