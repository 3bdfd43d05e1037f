using System.Net;
using System.Net.Sockets;

namespace KantanSim.Notifications;

/// <summary>Where notifications and returns may go: host names, addresses and CIDR ranges.</summary>
internal sealed class AllowedHosts
{
    /// <summary>Loopback and the private ranges.</summary>
    public const string Default = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7";

    readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    readonly List<IPNetwork> networks = [];

    /// <exception cref="SettingException">An entry is no host name, address or range.</exception>
    public AllowedHosts(string list)
    {
        foreach (var entry in list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)) Add(entry);
        Text = list;
    }

    public string Text { get; }

    /// <summary>The addresses of a host that may be called; empty when none may.</summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public async Task<IPAddress[]> Addresses(string host, CancellationToken cancel)
    {
        var found = IPAddress.TryParse(host, out var address) ? [address] : await Dns.GetHostAddressesAsync(host, cancel);
        return names.Contains(host) ? found : [.. found.Where(Contains)];
    }

    /// <summary>Whether a browser may be sent to a host. A name that only the browser can resolve is not allowed unless it is named.</summary>
    public async Task<bool> Allows(string host, CancellationToken cancel)
    {
        if (names.Contains(host) || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        try { return (await Addresses(host.Trim('[', ']'), cancel)).Length > 0; }
        catch (SocketException) { return false; }
    }

    bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) networks.Add(network);
        else if (IPAddress.TryParse(entry, out var address)) networks.Add(new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
        else if (!entry.Contains('/') && Uri.CheckHostName(entry) == UriHostNameType.Dns) names.Add(entry);
        else throw new SettingException("NotifyAllow", entry, "host names, addresses and CIDR ranges such as 10.0.0.0/8, separated by commas");
    }
}
