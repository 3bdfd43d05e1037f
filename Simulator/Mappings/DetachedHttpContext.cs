using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace KantanSim.Mappings;

/// <summary>
/// A copy of a request with a response of its own, independent of the connection: an abandoned evaluation may still use it while the
/// connection serves the next request.
/// </summary>
internal static class DetachedHttpContext
{
    public static HttpContext Create(HttpContext http, byte[] body)
    {
        var detached = new DefaultHttpContext();
        detached.Features.Set(Request(http.Request, body));
        detached.Features.Set<IHttpConnectionFeature>(Connection(http.Connection));
        if (http.Response.SupportsTrailers()) detached.Features.Set<IHttpResponseTrailersFeature>(new Trailers());
        detached.Response.Body = new MemoryStream();
        return detached;
    }

    /// <summary>Copies status, headers and trailers of the response.</summary>
    /// <exception cref="InvalidOperationException">A header cannot be sent.</exception>
    public static void CopyHead(HttpResponse from, HttpResponse to)
    {
        to.StatusCode = from.StatusCode;
        foreach (var (name, values) in from.Headers) to.Headers[name] = values;
        if (from.HttpContext.Features.Get<IHttpResponseTrailersFeature>() is not { } trailers) return;
        foreach (var (name, values) in trailers.Trailers) to.AppendTrailer(name, values);
    }

    static IHttpRequestFeature Request(HttpRequest request, byte[] body) => new HttpRequestFeature
    {
        Method = request.Method,
        Scheme = request.Scheme,
        PathBase = request.PathBase,
        Path = request.Path,
        QueryString = request.QueryString.Value ?? "",
        Protocol = request.Protocol,
        Headers = new HeaderDictionary(new Dictionary<string, StringValues>(request.Headers, StringComparer.OrdinalIgnoreCase)),
        Body = new MemoryStream(body, writable: false),
    };

    static HttpConnectionFeature Connection(ConnectionInfo connection) => new()
    {
        RemoteIpAddress = connection.RemoteIpAddress,
        RemotePort = connection.RemotePort,
        LocalIpAddress = connection.LocalIpAddress,
        LocalPort = connection.LocalPort,
        ConnectionId = connection.Id,
    };

    sealed class Trailers : IHttpResponseTrailersFeature
    {
        IHeaderDictionary IHttpResponseTrailersFeature.Trailers { get; set; } = new HeaderDictionary();
    }
}
