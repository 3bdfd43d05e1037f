using System.Net;

namespace KantanSim;

/// <summary>Where the server is told to listen, and whether others than this machine can come there.</summary>
internal static class Listening
{
    /// <summary>Every URL that the settings name, in whichever of ASP.NET's ways.</summary>
    public static IEnumerable<string> Urls(IConfiguration configuration) =>
    [
        .. Host.Urls(configuration),
        .. (configuration["https_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"https://+:{port}"),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    /// <summary>Whether any URL is beyond loopback. A name that is not localhost makes the server listen everywhere.</summary>
    public static bool IsBeyondLoopback(IConfiguration configuration) => Urls(configuration).Any(url => !IsLoopback(url));

    /// <summary>The host of a listening URL such as <c>http://*:8080</c>, without the brackets of IPv6.</summary>
    public static string HostOf(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..].Split('/', 2)[0];
        return rest.StartsWith('[') ? rest[1..].Split(']', 2)[0] : rest.Split(':', 2)[0];
    }

    // A socket in the file system is reached from this machine only.
    static bool IsLoopback(string url) => HostOf(url) is var host
        && (host is "unix" or "pipe" || IsLocalhost(host) || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    public static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
