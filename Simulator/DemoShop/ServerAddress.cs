using KantanSim.Certificates;
using KantanSim.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KantanSim.DemoShop;

/// <summary>
/// The URLs by which the shop and a visitor's browser reach this server. Base URLs include PathBase and have no trailing slash.
/// </summary>
internal sealed class ServerAddress(IServer server, SimulatorOptions options, DevCertificates? certificates = null)
{
    /// <summary>
    /// The base URL for calls from the shop to the gateway and back. It is a listening address even when PublicUrl is set: the public host
    /// name need not resolve to this server from inside a container.
    /// </summary>
    public string InternalBaseUrl => BoundAddresses.FirstOrDefault() ?? options.PublicUrl ?? ListenUrls.Default;

    /// <summary>The base URL for links in a visitor's browser.</summary>
    public string PublicBaseUrl(HttpRequest visit) => options.PublicUrl ?? $"{visit.Scheme}://{visit.Host}{visit.PathBase}";

    /// <summary>The payment's way through the visitor's browser.</summary>
    /// <param name="scenario">Name of the simulator's scenario; empty for none.</param>
    public PaymentVisit VisitOf(HttpRequest visit, string scenario = "") =>
        new($"{PublicBaseUrl(visit)}/shop/return", HostOverrideFor(visit), url => ToVisitorUrl(visit, url), scenario);

    /// <summary>
    /// The scheme and host name to call the gateway by, so that its StartURL has the host that the visitor uses. Null when the server
    /// does not listen for the scheme or has no certificate for the name.
    /// </summary>
    public Uri? HostOverrideFor(HttpRequest visit)
    {
        if (InternalBaseUrlFor(visit.Scheme) is null) return null;
        if (!Uri.TryCreate($"{visit.Scheme}://{visit.Host}", UriKind.Absolute, out var name)) return null;
        return name.Scheme == Uri.UriSchemeHttp || HasCertificateFor(name) ? name : null;
    }

    /// <summary>
    /// Rewrites a URL of the gateway to the one by which the visitor reaches it. The shop's calls bypass a reverse proxy, so the gateway
    /// does not know the scheme, host and path that the visitor uses.
    /// </summary>
    public string ToVisitorUrl(HttpRequest visit, string url)
    {
        string[] known = [InternalBaseUrl, $"{visit.Scheme}://{visit.Host}{options.PathBase}"];
        var prefix = Array.Find(known, one => url.StartsWith(one + "/", StringComparison.Ordinal));
        return prefix is null ? url : PublicBaseUrl(visit) + url[prefix.Length..];
    }

    /// <summary>The base URL for calls with a scheme; null when the server does not listen for it.</summary>
    public string? InternalBaseUrlFor(string scheme) =>
        BoundAddresses.FirstOrDefault(url => url.StartsWith(scheme + "://", StringComparison.Ordinal));

    // Plain HTTP first, because a configured certificate need not be trusted on this machine. Sockets and pipes have no port to call.
    IEnumerable<string> BoundAddresses => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .Where(address => !address.Contains("://unix:", StringComparison.Ordinal))
        .Where(address => !address.Contains("://pipe:", StringComparison.Ordinal))
        .OrderBy(address => address.StartsWith("https:", StringComparison.Ordinal))
        .Select(address => Connectable(address) + options.PathBase);

    bool HasCertificateFor(Uri name) => certificates?.Leaf.MatchesHostname(name.Host.Trim('[', ']')) == true;

    // A wildcard address such as 0.0.0.0 becomes one that can be called.
    static string Connectable(string address)
    {
        var host = new ListenUrl(ListenUrl.UrlsSetting, address).Host;
        var callable = ListenUrls.ToConnectableHost(host);
        if (callable == host) return address.TrimEnd('/');
        var written = host.Contains(':') ? $"[{host}]" : host;
        return address.Replace(written, callable, StringComparison.Ordinal).TrimEnd('/');
    }
}
