using System.Net;
using KantanSim.Configuration;
using KantanSim.Merchants;

namespace KantanSim.Admin;

/// <summary>
/// The host names and addresses under which the operator's endpoints and the demo shop answer. Protects against DNS rebinding: a web page
/// can resolve its own name to 127.0.0.1 and read responses as its own, but only under that name.
/// </summary>
internal sealed class HostFilter
{
    /// <summary>Allowed entries of <c>KantanSim:AllowedHosts</c>, for messages.</summary>
    public const string AllowedFormat = "host names, *.SUFFIX and addresses, separated by commas, without scheme and port";

    // Loopback and private addresses: no web page has one as its name.
    static readonly AllowedHosts LocalAddresses = new(AllowedHosts.Default);

    readonly HashSet<string> names = new(["host.docker.internal"], StringComparer.OrdinalIgnoreCase);

    public HostFilter(SimulatorOptions options, IConfiguration configuration)
    {
        names.UnionWith(ListenUrls.Read(configuration).Select(url => url.Host));
        names.UnionWith(options.AllowedHosts);
        if (options.PublicUrl is { } url) names.Add(new Uri(url).Host.Trim('[', ']'));
    }

    /// <param name="host">The request's host, without port; an IPv6 address may have brackets.</param>
    public bool IsAllowed(string host)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        if (name.Length == 0 || names.Contains(name) || ListenUrls.IsLocalhost(name)) return true;
        return IPAddress.TryParse(name, out var address) ? IsAllowed(address) : IsSingleLabel(name) || HasAllowedSuffix(name);
    }

    /// <summary>Whether a text can be an entry of <c>KantanSim:AllowedHosts</c>.</summary>
    public static bool IsEntry(string entry)
    {
        if (IPAddress.TryParse(entry, out _)) return true;
        var name = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry;
        return Uri.CheckHostName(name) == UriHostNameType.Dns;
    }

    bool IsAllowed(IPAddress address) => names.Contains($"{address}") || LocalAddresses.Contains(address) || IsUnspecified(address);

    // 0.0.0.0 and [::]: the URL printed at the start when the server listens everywhere. Browsers on this machine accept it.
    static bool IsUnspecified(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    // Such as the service names of docker compose. Nobody owns one on the web.
    static bool IsSingleLabel(string name) => !name.Contains('.') && !name.Contains(':');

    bool HasAllowedSuffix(string name) => names.Any(entry =>
        entry.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase));
}
