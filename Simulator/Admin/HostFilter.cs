using System.Net;
using KantanSim.Configuration;
using KantanSim.Merchants;

namespace KantanSim.Admin;

/// <summary>
/// The names under which the server answers where the operator goes. A page of the web can let its own name lead to 127.0.0.1 and then read
/// what it finds there as its own; it cannot do so under a name that is not its.
/// </summary>
internal sealed class HostFilter
{
    /// <summary>What an entry of <c>KantanSim:AllowedHosts</c> may be.</summary>
    public const string AllowedFormat = "host names, *.SUFFIX and addresses, separated by commas, without scheme and port";

    static readonly AllowedHosts Near = new(AllowedHosts.Default);

    readonly HashSet<string> names = new(["host.docker.internal"], StringComparer.OrdinalIgnoreCase);

    public HostFilter(SimulatorOptions options, IConfiguration configuration)
    {
        names.UnionWith(ListenUrls.Read(configuration).Select(url => url.Host));
        names.UnionWith(options.AllowedHosts);
        if (options.PublicUrl is { } url) names.Add(new Uri(url).Host.Trim('[', ']'));
    }

    public bool IsAllowed(string host)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        return name.Length == 0 || names.Contains(name) || ListenUrls.IsLocalhost(name)
            || (IPAddress.TryParse(name, out var address) ? names.Contains($"{address}") || Near.Contains(address) || IsAnywhere(address) : IsSingleLabel(name) || HasSuffix(name));
    }

    /// <summary>Whether an entry of the setting can be one.</summary>
    public static bool IsEntry(string entry) => IPAddress.TryParse(entry, out _)
        || Uri.CheckHostName(entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry) == UriHostNameType.Dns;

    // What the start prints when it listens everywhere, and browsers on this machine understand.
    static bool IsAnywhere(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // Such as docker compose gives its services: no one on the web owns one.
    static bool IsSingleLabel(string name) => !name.Contains('.') && !name.Contains(':');

    bool HasSuffix(string name) => names.Any(entry => entry.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase));
}
