using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KantanSim.Configuration;

/// <summary>Reads the listen URLs from all of ASP.NET's settings and validates them before the start.</summary>
internal static class ListenUrls
{
    public const string Default = "http://127.0.0.1:8080";

    /// <summary><c>Kestrel:Endpoints</c>, else <c>urls</c>, else <c>http_ports</c> and <c>https_ports</c>, else the default.</summary>
    public static IReadOnlyList<ListenUrl> Read(IConfiguration configuration)
    {
        if (HasEndpoints(configuration)) return Endpoints(configuration);
        // An empty value is an error, not the default: ASP.NET would listen on localhost:5000.
        if (configuration["urls"] is { } urls) return List(ListenUrl.UrlsSetting, Split(urls).DefaultIfEmpty(""));
        var httpPorts = Ports(configuration, ListenUrl.HttpPortsSetting, "http");
        ListenUrl[] ports = [.. httpPorts, .. Ports(configuration, ListenUrl.HttpsPortsSetting, "https")];
        return ports.Length > 0 ? ports : [new(ListenUrl.UrlsSetting, Default)];
    }

    /// <summary>Whether the URLs stand in <c>Kestrel:Endpoints</c>, where each endpoint has a certificate of its own.</summary>
    public static bool HasEndpoints(IConfiguration configuration) => configuration.GetSection("Kestrel:Endpoints").Exists();

    /// <summary>The https counterpart of each http URL, on the given port.</summary>
    public static IEnumerable<ListenUrl> ToHttps(IEnumerable<ListenUrl> urls, int port) =>
        urls.Where(url => !url.IsHttps && !url.IsFile).Select(url => url.ToHttps(port)).Distinct();

    /// <summary>Checks what can be checked without listening. Only a host name needs the network, to resolve it.</summary>
    /// <param name="hasCertificate">Whether https can be served.</param>
    /// <exception cref="ListenException">The server cannot listen on a URL.</exception>
    public static void Validate(IEnumerable<ListenUrl> urls, bool hasCertificate)
    {
        foreach (var url in urls)
            if (FindProblem(url, hasCertificate) is (var why, var remedy)) throw new ListenException(url, why, remedy);
    }

    /// <summary>Whether other machines can connect to any URL.</summary>
    public static bool IsBeyondLoopback(IConfiguration configuration) => Read(configuration).Any(url => !IsLoopback(url));

    /// <summary>Whether a name is loopback by its form (RFC 6761), with or without a dot at its end. It need not resolve.</summary>
    public static bool IsLocalhost(string name) => name.TrimEnd('.') is var plain
        && (plain.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    /// <summary>The addresses of such a name.</summary>
    public static IPAddress[] LocalhostAddresses => [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>
    /// What to call in the place of a host that is listened on: other names of localhost need not resolve, and "all addresses" is none.
    /// </summary>
    public static string ToCall(string host) =>
        host is "*" or "+" or "0.0.0.0" or "::" ? "127.0.0.1" : IsLocalhost(host) ? "localhost" : host;

    static (string Why, string Remedy)? FindProblem(ListenUrl url, bool hasCertificate)
    {
        BindingAddress parsed;
        try { parsed = url.Parsed; }
        catch (FormatException) { return ("it is not a URL", Example(url)); }
        if (parsed.Scheme.ToLowerInvariant() is not ("http" or "https"))
            return ($"the scheme \"{parsed.Scheme}\" is neither http nor https", Example(url));
        if (url.IsHttps && !hasCertificate) return ("https needs a certificate", "Add --KantanSim:Tls=true for one that KantanSim makes");
        if (url.IsFile) return null;
        return ProblemOfPort(url, parsed) ?? ProblemOfPath(url, parsed) ?? ProblemOfHost(url);
    }

    static string Example(ListenUrl url) => $"Try {url.Option("http://127.0.0.1:8081")}";

    static (string Why, string Remedy)? ProblemOfPort(ListenUrl url, BindingAddress parsed)
    {
        // BindingAddress leaves a port that is not a number in Host.
        var bracket = parsed.Host.IndexOf(']', StringComparison.Ordinal);
        var afterAddress = parsed.Host.StartsWith('[') ? parsed.Host[(bracket + 1)..] : parsed.Host;
        if (afterAddress.StartsWith('[')) return ("it is not a URL: the bracket of the address is not closed", Example(url));
        if (afterAddress.Split(':', 2) is [_, var port]) return ($"\"{port}\" is not a port", Example(url));
        if (parsed.Port is < 0 or > IPEndPoint.MaxPort)
            return ($"{parsed.Port} is not a port; allowed are 0 to {IPEndPoint.MaxPort}", Example(url));
        if (parsed.Port == 0 && IsLocalhost(url.Host))
            return ("port 0 (any free port) needs an IP address", $"Try {url.Option($"{url.Scheme}://127.0.0.1:0")}");
        return null;
    }

    static (string Why, string Remedy)? ProblemOfPath(ListenUrl url, BindingAddress parsed) =>
        parsed.PathBase.Length == 0 ? null
        : ($"a path (\"{parsed.PathBase}\") is not allowed", $"Try {url.Option(url.WithPort(parsed.Port))}");

    // Kestrel listens on all addresses when it does not recognise the host name.
    static (string Why, string Remedy)? ProblemOfHost(ListenUrl url)
    {
        const string remedy = "Give localhost, an IP address of this machine, or * for all addresses";
        if (url.IsAnyAddress || IsLocalhost(url.Host) || IPAddress.TryParse(url.Host, out _)) return null;
        try
        {
            var found = Dns.GetHostAddresses(url.Host);
            if (found.Any(IsOfThisMachine)) return null;
            var addresses = string.Join(", ", found.Select(address => $"{address}"));
            return ($"the name \"{url.Host}\" resolves to {addresses}, not to this machine", remedy);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            return ($"the name \"{url.Host}\" does not resolve to this machine ({fault.Message})", remedy);
        }
    }

    static bool IsOfThisMachine(IPAddress address) => IPAddress.IsLoopback(address) || NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(address));

    static bool IsLoopback(ListenUrl url) =>
        url.IsFile || IsLocalhost(url.Host) || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address));

    static List<ListenUrl> Endpoints(IConfiguration configuration) =>
    [
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null).Select(endpoint => new ListenUrl($"{endpoint.Path}:Url", endpoint["Url"]!)),
    ];

    static List<ListenUrl> Ports(IConfiguration configuration, string setting, string scheme) =>
        List(setting, Split(configuration[setting] ?? "").Select(port => $"{scheme}://*:{port}"));

    static List<ListenUrl> List(string setting, IEnumerable<string> urls)
    {
        var all = urls.ToList();
        return all.ConvertAll(url => new ListenUrl(setting, url, IsAlone: all.Count == 1));
    }

    static string[] Split(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
