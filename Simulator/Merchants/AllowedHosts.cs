using System.Net;
using System.Net.Sockets;
using KantanSim.Configuration;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>Where notifications and returns may go: host names, addresses and CIDR ranges.</summary>
internal sealed class AllowedHosts
{
    /// <summary>Loopback and the private ranges.</summary>
    public const string Default = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

    readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    readonly List<IPNetwork> networks = [];

    /// <exception cref="ConfigurationException">An entry is no host name, address or range.</exception>
    public AllowedHosts(string list)
    {
        foreach (var entry in list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)) Add(entry);
        Text = list;
    }

    public string Text { get; }

    /// <summary>The addresses of a host that may be called; empty when none may. The caller connects to one of these and to no other.</summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IPAddress[]> Addresses(string host, CancellationToken cancel)
    {
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address]
            : ListenUrls.IsLocalhost(host) ? ListenUrls.LocalhostAddresses
            : await Dns.GetHostAddressesAsync(host, cancel);
        return IsNamed(host) ? [.. found.Where(one => !CloudMetadata.Has(Plain(one)) || Contains(one))] : [.. found.Where(Contains)];
    }

    /// <summary>Whether a browser may be sent to a host. A name that only the browser can resolve is not allowed unless it is named.</summary>
    public async Task<bool> Allows(string host, CancellationToken cancel)
    {
        if (AllowsByForm(host) is { } known) return known;
        try { return (await Addresses(host, cancel)).Length > 0; }
        catch (SocketException) { return false; }
    }

    /// <summary>The same as far as the host itself tells; null where only the addresses that a name resolves to do.</summary>
    public bool? AllowsByForm(string host) =>
        CloudMetadata.Names(host.TrimEnd('.')) ? false
        : IsNamed(host) || ListenUrls.IsLocalhost(host) ? true
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? Contains(address) : null;

    /// <summary>Why a host that is not allowed is not called.</summary>
    public Note Refusal(string host) => new(
        $"The host {host} is not among those that KantanSim:NotifyAllow allows ({Text}): add it there.",
            $"ホスト {host} は KantanSim:NotifyAllow（{Text}）で許可されていません。この設定に加えてください。");

    /// <summary>Whether a range has the address; one that a metadata service may be at has to be meant by its range.</summary>
    public bool Contains(IPAddress address)
    {
        var plain = Plain(address);
        return networks.Any(network => network.Contains(plain) && (!CloudMetadata.Has(plain) || CloudMetadata.IsMeantBy(network)));
    }

    // A trailing dot is the same name.
    bool IsNamed(string host) => names.Contains(host.TrimEnd('.'));

    // IPv4 inside IPv6 is the IPv4 address that it leads to: mapped, or by the well-known prefix of NAT64.
    static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : Nat64.Contains(address) ? new(address.GetAddressBytes()[12..]) : address;

    static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) networks.Add(network);
        else if (IPAddress.TryParse(entry, out var address)) networks.Add(new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
        else if (!entry.Contains('/') && Uri.CheckHostName(entry) == UriHostNameType.Dns) names.Add(entry.TrimEnd('.'));
        else throw new ConfigurationException("NotifyAllow", entry, "host names, addresses and CIDR ranges such as 10.0.0.0/8, separated by commas");
    }
}
