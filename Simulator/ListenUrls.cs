using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KantanSim;

/// <summary>The URLs that the server is told to listen on, in whichever of ASP.NET's ways, and their check before the start.</summary>
internal static class ListenUrls
{
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>The URLs of the settings: <c>Kestrel:Endpoints</c>, else <c>urls</c>, else the ports of all addresses, else the default.</summary>
    public static IReadOnlyList<ListenUrl> Read(IConfiguration configuration)
    {
        if (HasEndpoints(configuration)) return Endpoints(configuration);
        if (configuration["urls"] is { } urls) return [.. Split(urls).DefaultIfEmpty("").Select(url => new ListenUrl(ListenUrl.UrlsSetting, url))];
        ListenUrl[] ports = [.. Ports(configuration, ListenUrl.HttpPortsSetting, "http"), .. Ports(configuration, ListenUrl.HttpsPortsSetting, "https")];
        return ports.Length > 0 ? ports : [new(ListenUrl.UrlsSetting, Default)];
    }

    /// <summary>Whether the URLs stand in <c>Kestrel:Endpoints</c>, where each endpoint has a certificate of its own.</summary>
    public static bool HasEndpoints(IConfiguration configuration) => configuration.GetSection("Kestrel:Endpoints").Exists();

    /// <summary>An https URL on a port for each host that http listens on.</summary>
    public static IEnumerable<ListenUrl> Secure(IEnumerable<ListenUrl> urls, int port) =>
        urls.Where(url => !url.IsHttps && !url.IsUnixSocket).Select(url => url.Secure(port)).Distinct();

    /// <summary>Checks what can be checked without listening. Only a host name needs the network, to resolve it.</summary>
    /// <param name="hasCertificate">Whether https can be served.</param>
    /// <exception cref="ListenException">The server cannot listen on a URL.</exception>
    public static void Check(IEnumerable<ListenUrl> urls, bool hasCertificate)
    {
        foreach (var url in urls)
            if (Fault(url, hasCertificate) is var (why, remedy)) throw new ListenException(url, why, remedy);
    }

    /// <summary>Whether any URL is reached by other machines. A name other than localhost makes the web server listen on all addresses.</summary>
    public static bool IsBeyondLoopback(IConfiguration configuration) => Read(configuration).Any(url => !IsLoopback(url));

    /// <summary>Whether a name is loopback by its form (RFC 6761).</summary>
    public static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    static (string Why, string Remedy)? Fault(ListenUrl url, bool hasCertificate)
    {
        BindingAddress parsed;
        try { parsed = url.Parsed; }
        catch (FormatException) { return ("it is not a URL", Example(url)); }
        if (parsed.Host.StartsWith('[') && !parsed.Host.EndsWith(']')) return ("it is not a URL: the bracket of the address is not closed", Example(url));
        if (parsed.Scheme.ToLowerInvariant() is not ("http" or "https")) return ($"the scheme \"{parsed.Scheme}\" is neither http nor https", Example(url));
        if (url.IsHttps && !hasCertificate) return ("https needs a certificate", "Add --KantanSim:Tls=true for one that KantanSim makes");
        if (url.IsUnixSocket || parsed.IsNamedPipe) return null;
        return FaultOfPort(url, parsed) ?? FaultOfPath(url, parsed) ?? FaultOfHost(url);
    }

    static string Example(ListenUrl url) => $"Try {url.Option("http://127.0.0.1:8081")}";

    static (string Why, string Remedy)? FaultOfPort(ListenUrl url, BindingAddress parsed)
    {
        // A port that is no number is left on the host.
        if (!parsed.Host.StartsWith('[') && parsed.Host.Split(':', 2) is [_, var port]) return ($"\"{port}\" is not a port", Example(url));
        if (parsed.Port is < 0 or > IPEndPoint.MaxPort) return ($"{parsed.Port} is not a port; allowed are 0 to {IPEndPoint.MaxPort}", Example(url));
        if (parsed.Port == 0 && IsLocalhost(url.Host)) return ("port 0 (any free port) needs an IP address", $"Try {url.Option($"{url.Scheme}://127.0.0.1:0")}");
        return null;
    }

    static (string Why, string Remedy)? FaultOfPath(ListenUrl url, BindingAddress parsed) =>
        parsed.PathBase.Length == 0 ? null : ($"a path (\"{parsed.PathBase}\") is not allowed", $"Try {url.Option(url.WithPort(parsed.Port))}");

    // The web server would take a name that it does not know for "all addresses".
    static (string Why, string Remedy)? FaultOfHost(ListenUrl url)
    {
        const string remedy = "Give localhost, an IP address of this machine, or * for all addresses";
        if (url.IsAnyAddress || IsLocalhost(url.Host) || IPAddress.TryParse(url.Host, out _)) return null;
        try
        {
            var found = Dns.GetHostAddresses(url.Host);
            if (found.Any(IsOfThisMachine)) return null;
            return ($"the name \"{url.Host}\" resolves to {string.Join(", ", found.Select(address => $"{address}"))}, not to this machine", remedy);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            return ($"the name \"{url.Host}\" does not resolve to this machine ({fault.Message})", remedy);
        }
    }

    static bool IsOfThisMachine(IPAddress address) => IPAddress.IsLoopback(address) || NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(card => card.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(address));

    // A socket in the file system is reached from this machine only.
    static bool IsLoopback(ListenUrl url) => url.IsUnixSocket || url.Host == "pipe" || IsLocalhost(url.Host)
        || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address));

    static List<ListenUrl> Endpoints(IConfiguration configuration) =>
    [
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null).Select(endpoint => new ListenUrl($"{endpoint.Path}:Url", endpoint["Url"]!)),
    ];

    static IEnumerable<ListenUrl> Ports(IConfiguration configuration, string setting, string scheme) =>
        Split(configuration[setting] ?? "").Select(port => new ListenUrl(setting, $"{scheme}://*:{port}"));

    static string[] Split(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
