using System.Net;

namespace KantanSim.Check.Adapters;

/// <summary>One visit of a shop: its cookies, and where the shop ends. Each step is a visit of its own.</summary>
/// <param name="gateway">The URL of KantanSim; null: unknown.</param>
internal sealed class ShopVisit(string? gateway)
{
    readonly HashSet<(string Host, int Port)> origins = [];

    public CookieContainer Cookies { get; } = new();

    /// <summary>Begins at a URL of the shop: its host and port belong to the shop from now on.</summary>
    public void Enter(Uri url) => origins.Add(Origin(url));

    /// <summary>
    /// Whether a URL is outside of the shop: another host or port, or the gateway's protocol, where a shop runs on KantanSim's own port
    /// as the demo shop does. From http to https at the default ports it is the same shop.
    /// </summary>
    public bool Leaves(Uri url)
    {
        if (url.Scheme is not ("http" or "https") || IsGateway(url)) return true;
        return !origins.Contains(Origin(url)) && !(url.IsDefaultPort && origins.Contains(Origin(url) with { Port = 80 }));
    }

    public void SetCookie(Uri url, string header)
    {
        try { Cookies.SetCookies(url, header); }
        // A browser ignores a cookie that it cannot take, too.
        catch (CookieException) { }
    }

    // localhost, 127.0.0.1 and [::1] are one host: a shop often redirects to the name in its settings.
    static (string Host, int Port) Origin(Uri url) => (url.IsLoopback ? "localhost" : url.Host, url.Port);

    bool IsGateway(Uri url) =>
        gateway is not null && url.AbsoluteUri.StartsWith(gateway.TrimEnd('/') + "/payment/", StringComparison.OrdinalIgnoreCase);
}
