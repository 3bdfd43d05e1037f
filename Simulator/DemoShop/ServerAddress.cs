using KantanSim.Certificates;
using KantanSim.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KantanSim.DemoShop;

/// <summary>Where this server is reached: by itself, and by a visitor's browser.</summary>
internal sealed class ServerAddress(IServer server, SimulatorOptions options, DevCertificates? certificates = null)
{
    /// <summary>
    /// The base for calls from the shop to the gateway and back, without a slash at its end. It is the listening address even
    /// when PublicUrl is set: a name that browsers know need not lead back into the container. It has PathBase.
    /// </summary>
    public string Base => Listening.FirstOrDefault() ?? options.PublicUrl ?? ListenUrls.Default;

    /// <summary>The base of the URLs that a visitor's browser is given.</summary>
    public string BaseFor(HttpRequest visit) => options.PublicUrl ?? $"{visit.Scheme}://{visit.Host}{visit.PathBase}";

    /// <summary>
    /// The scheme and the name to ask the gateway under, so that the StartURL it hands out is where the visitor is already;
    /// null when that would not do.
    /// </summary>
    public Uri? NameFor(HttpRequest visit) =>
        BaseForScheme(visit.Scheme) is not null && Uri.TryCreate($"{visit.Scheme}://{visit.Host}", UriKind.Absolute, out var name)
        && (name.Scheme == Uri.UriSchemeHttp || certificates?.Leaf.MatchesHostname(name.Host.Trim('[', ']')) == true) ? name : null;

    /// <summary>
    /// A URL of the gateway as the visitor reaches it. Calls go past a proxy in front, so that the gateway does not know the scheme,
    /// the host and the path that the visitor came by.
    /// </summary>
    public string ToVisitorUrl(HttpRequest visit, string url) =>
        Array.Find(Asked(visit), known => url.StartsWith(known + "/", StringComparison.Ordinal)) is { } asked
            ? BaseFor(visit) + url[asked.Length..] : url;

    string[] Asked(HttpRequest visit) => [Base, $"{visit.Scheme}://{visit.Host}{options.PathBase}"];

    /// <summary>The base for calls by a scheme; null when it is not listened for.</summary>
    public string? BaseForScheme(string scheme) => Listening.FirstOrDefault(address => address.StartsWith(scheme + "://", StringComparison.Ordinal));

    // Plain HTTP first: who has set a certificate need not have set one that this machine trusts. A socket in the file system has no port to call.
    IEnumerable<string> Listening => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .Where(address => !address.Contains("://unix:", StringComparison.Ordinal) && !address.Contains("://pipe:", StringComparison.Ordinal))
        .OrderBy(address => address.StartsWith("https:", StringComparison.Ordinal))
        .Select(address => Reachable(address) + options.PathBase);

    static string Reachable(string address)
    {
        var host = new ListenUrl(ListenUrl.UrlsSetting, address).Host;
        return ListenUrls.ToCall(host) is var other && other == host ? address.TrimEnd('/')
            : address.Replace(host.Contains(':') ? $"[{host}]" : host, other, StringComparison.Ordinal).TrimEnd('/');
    }
}
