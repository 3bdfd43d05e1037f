using KantanSim.Configuration;
using KantanSim.Web;

namespace KantanSim.Admin;

/// <summary>
/// Where a request comes from, by its headers <c>Origin</c> and <c>Sec-Fetch-Site</c>. Other programs than browsers normally send neither.
/// Browsers send <c>Sec-Fetch-Site</c> only over https and to loopback (Fetch Metadata).
/// </summary>
internal sealed class RequestOrigin(SimulatorOptions options)
{
    readonly string? publicOrigin = options.PublicUrl is { } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : null;

    /// <summary>Whether a page in a browser has sent the request.</summary>
    public static bool IsBrowser(HttpRequest request) => request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"].Count > 0;

    /// <summary>Whether a page of this server has sent the request.</summary>
    public bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or ""
        && (request.Headers.Origin.Count == 0 || IsOwnOrigin(request));

    /// <summary>Whether a page of the operator has sent the request, or the user has typed its URL.</summary>
    public bool IsOperatorsPage(HttpRequest request) => (IsSameOrigin(request) || IsTyped(request)) && !IsConsumersPage(request);

    static bool IsTyped(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "none" && request.Headers.Origin.Count == 0;

    // The gateway's return page has the operator's origin and posts to any RetURL that the merchant has sent. Its Referer tells it apart.
    static bool IsConsumersPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page)
        && ConsumerPaths.Has(BasePath.Without(request.PathBase, page.AbsolutePath));

    // Behind a proxy that does not forward the host, the browser's origin is that of PublicUrl.
    bool IsOwnOrigin(HttpRequest request)
    {
        if (!Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)) return false;
        return origin.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase)
            || origin.GetLeftPart(UriPartial.Authority) == publicOrigin;
    }

    // As a URI, which leaves out the scheme's default port.
    static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here) ? here.Authority : "";
}
