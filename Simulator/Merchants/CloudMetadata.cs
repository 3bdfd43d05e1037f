using System.Net;

namespace KantanSim.Merchants;

/// <summary>
/// Addresses where cloud machines read their own credentials. Somebody who can register a shop must not make KantanSim call them (SSRF). So
/// a wide range such as 0.0.0.0/0 or fc00::/7 does not allow them; only a range that lies within them does.
/// </summary>
internal static class CloudMetadata
{
    static readonly IPNetwork[] Ranges =
    [
        IPNetwork.Parse("169.254.0.0/16"),     // link-local: AWS, Azure, Google Cloud, Oracle
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fd00:ec2::/32"),      // AWS by IPv6
        IPNetwork.Parse("100.100.100.200/32"), // Alibaba Cloud
    ];

    public static bool Has(IPAddress address) => Ranges.Any(range => range.Contains(address));

    /// <summary>Whether a range lies within one of the metadata ranges.</summary>
    public static bool Covers(IPNetwork network) => Ranges.Any(range =>
        range.BaseAddress.AddressFamily == network.BaseAddress.AddressFamily
        && range.PrefixLength <= network.PrefixLength
        && range.Contains(network.BaseAddress));

    /// <summary>
    /// Whether a host name is that of a metadata service. It is refused by name, because a browser would resolve it itself.
    /// </summary>
    public static bool IsName(string host) => host.Equals("metadata.google.internal", StringComparison.OrdinalIgnoreCase);
}
