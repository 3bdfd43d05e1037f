using System.Net;
using System.Net.Sockets;
using KantanSim.Configuration;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>The hosts that notifications and browser returns may be sent to: host names, addresses and CIDR ranges.</summary>
internal sealed class AllowedHosts
{
    /// <summary>Loopback and the private ranges.</summary>
    public const string Default = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

    readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    readonly List<IPNetwork> networks = [];

    /// <param name="list">Entries separated by commas, spaces or semicolons.</param>
    /// <exception cref="ConfigurationException">An entry is not a host name, address or CIDR range.</exception>
    public AllowedHosts(string list)
    {
        foreach (var entry in list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)) Add(entry);
        Text = list;
    }

    /// <summary>The list as it was configured.</summary>
    public string Text { get; }

    /// <summary>
    /// The allowed ones of a host's addresses; empty when none is. The caller must connect to one of these and not resolve the name again.
    /// </summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IPAddress[]> Addresses(string host, CancellationToken cancel)
    {
        var resolved = await Resolve(host, cancel);
        return IsNamed(host)
            ? [.. resolved.Where(address => !CloudMetadata.Has(Unmap(address)) || Contains(address))]
            : [.. resolved.Where(Contains)];
    }

    /// <summary>
    /// Whether a browser may be sent to a host. A name that does not resolve here is allowed only if the list has it, because the browser
    /// may resolve it.
    /// </summary>
    public async Task<bool> Allows(string host, CancellationToken cancel)
    {
        if (AllowsByForm(host) is { } known) return known;
        try { return (await Addresses(host, cancel)).Length > 0; }
        catch (SocketException) { return false; }
    }

    /// <summary>As <see cref="Allows"/>, without resolving; null for a name whose addresses decide.</summary>
    public bool? AllowsByForm(string host)
    {
        if (CloudMetadata.IsName(host.TrimEnd('.'))) return false;
        if (IsNamed(host) || ListenUrls.IsLocalhost(host)) return true;
        return IPAddress.TryParse(host.Trim('[', ']'), out var address) ? Contains(address) : null;
    }

    /// <summary>The reason to show for a host that is not allowed.</summary>
    public Note Refusal(string host) => new(
        $"The host {host} is not among those that KantanSim:NotifyAllow allows ({Text}): add it there.",
        $"ホスト {host} は KantanSim:NotifyAllow（{Text}）で許可されていません。この設定に加えてください。");

    /// <summary>
    /// Whether a range contains the address. An address of a cloud metadata service counts only in a range that lies within the metadata
    /// ranges.
    /// </summary>
    public bool Contains(IPAddress address)
    {
        var plain = Unmap(address);
        return networks.Any(network => network.Contains(plain) && (!CloudMetadata.Has(plain) || CloudMetadata.Covers(network)));
    }

    static async Task<IPAddress[]> Resolve(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) return [address];
        if (ListenUrls.IsLocalhost(host)) return ListenUrls.LocalhostAddresses;
        return await Dns.GetHostAddressesAsync(host, cancel);
    }

    // A trailing dot is the same name.
    bool IsNamed(string host) => names.Contains(host.TrimEnd('.'));

    static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    // The IPv4 address inside an IPv6 address: IPv4-mapped, or with the well-known prefix of NAT64 (RFC 6052).
    static IPAddress Unmap(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return Nat64.Contains(address) ? new(address.GetAddressBytes()[12..]) : address;
    }

    void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) networks.Add(network);
        else if (IPAddress.TryParse(entry, out var address)) networks.Add(SingleAddress(address));
        else if (!entry.Contains('/') && Uri.CheckHostName(entry) == UriHostNameType.Dns) names.Add(entry.TrimEnd('.'));
        else throw new ConfigurationException("NotifyAllow", entry,
            "host names, addresses and CIDR ranges such as 10.0.0.0/8, separated by commas");
    }

    static IPNetwork SingleAddress(IPAddress address) =>
        new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
}
