using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KantanSim.Configuration;

/// <summary>Reads the listen URLs from the settings of ASP.NET Core and validates them before the server starts.</summary>
internal static class ListenUrls
{
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>
    /// The URLs of the first setting that is present: <c>Kestrel:Endpoints</c>, <c>urls</c>, <c>http_ports</c> with
    /// <c>https_ports</c>; otherwise <see cref="Default"/>.
    /// </summary>
    public static IReadOnlyList<ListenUrl> Read(IConfiguration configuration)
    {
        if (HasEndpoints(configuration)) return Endpoints(configuration);
        // An empty value is an error: ASP.NET Core would listen on localhost:5000 instead.
        if (configuration["urls"] is { } urls) return List(ListenUrl.UrlsSetting, Split(urls).DefaultIfEmpty(""));
        var httpPorts = Ports(configuration, ListenUrl.HttpPortsSetting, "http");
        ListenUrl[] ports = [.. httpPorts, .. Ports(configuration, ListenUrl.HttpsPortsSetting, "https")];
        return ports.Length > 0 ? ports : [new(ListenUrl.UrlsSetting, Default)];
    }

    /// <summary>Whether <c>Kestrel:Endpoints</c> is set. Its endpoints have their own certificates.</summary>
    public static bool HasEndpoints(IConfiguration configuration) => configuration.GetSection("Kestrel:Endpoints").Exists();

    /// <summary>The https counterpart of each http URL, on the given port.</summary>
    public static IEnumerable<ListenUrl> ToHttps(IEnumerable<ListenUrl> urls, int port) =>
        urls.Where(url => !url.IsHttps && !url.IsFile).Select(url => url.ToHttps(port)).Distinct();

    /// <summary>Checks the URLs without opening a socket. Host names are resolved by DNS.</summary>
    /// <param name="hasCertificate">Whether a certificate for https is configured.</param>
    /// <exception cref="ListenException">The server cannot listen on a URL.</exception>
    public static void Validate(IEnumerable<ListenUrl> urls, bool hasCertificate)
    {
        foreach (var url in urls)
            if (FindProblem(url, hasCertificate) is { } problem) throw new ListenException(url, problem.Why, problem.Remedy);
    }

    /// <summary>Whether other machines can connect to at least one of the URLs.</summary>
    public static bool IsBeyondLoopback(IConfiguration configuration) => Read(configuration).Any(url => !IsLoopback(url));

    /// <summary>
    /// Whether a name is <c>localhost</c> or a subdomain of it (RFC 6761), with or without a final dot. The name is not resolved.
    /// </summary>
    public static bool IsLocalhost(string name)
    {
        var withoutDot = name.TrimEnd('.');
        return withoutDot.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || withoutDot.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The addresses that Kestrel binds for a localhost name.</summary>
    public static IPAddress[] LocalhostAddresses => [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>
    /// The host by which a client on this machine can reach a listen host: wildcards become 127.0.0.1, and subdomains of localhost,
    /// which may not resolve, become localhost.
    /// </summary>
    public static string ToConnectableHost(string host)
    {
        if (host is "*" or "+" or "0.0.0.0" or "::") return "127.0.0.1";
        return IsLocalhost(host) ? "localhost" : host;
    }

    static (string Why, string Remedy)? FindProblem(ListenUrl url, bool hasCertificate)
    {
        BindingAddress parsed;
        try
        {
            parsed = url.Parsed;
        }
        catch (FormatException)
        {
            return ("it is not a URL", Example(url));
        }
        if (parsed.Scheme.ToLowerInvariant() is not ("http" or "https"))
            return ($"the scheme \"{parsed.Scheme}\" is neither http nor https", Example(url));
        if (url.IsHttps && !hasCertificate) return ("https needs a certificate", "Add --KantanSim:Tls=true for one that KantanSim makes");
        if (url.IsFile) return null;
        return ProblemOfPort(url, parsed) ?? ProblemOfPath(url, parsed) ?? ProblemOfHost(url);
    }

    static string Example(ListenUrl url) => $"Try {url.Option("http://127.0.0.1:8081")}";

    static (string Why, string Remedy)? ProblemOfPort(ListenUrl url, BindingAddress parsed)
    {
        // BindingAddress leaves a port that is not a number in its Host.
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
        parsed.PathBase.Length == 0
            ? null
            : ($"a path (\"{parsed.PathBase}\") is not allowed", $"Try {url.Option(url.WithPort(parsed.Port))}");

    // Kestrel would listen on all addresses when the host is neither an address nor localhost.
    static (string Why, string Remedy)? ProblemOfHost(ListenUrl url)
    {
        const string remedy = "Give localhost, an IP address of this machine, or * for all addresses";
        if (url.IsAnyAddress || IsLocalhost(url.Host) || IPAddress.TryParse(url.Host, out _)) return null;
        try
        {
            var addresses = Dns.GetHostAddresses(url.Host);
            if (addresses.Any(IsOfThisMachine)) return null;
            return ($"the name \"{url.Host}\" resolves to {string.Join<IPAddress>(", ", addresses)}, not to this machine", remedy);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            return ($"the name \"{url.Host}\" does not resolve to this machine ({fault.Message})", remedy);
        }
    }

    static bool IsOfThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(address));

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
