namespace KantanSim.Web;

/// <summary>
/// Sets headers on KantanSim's own paths against MIME sniffing, framing and cross-origin reads. The gateway's responses stay as the gateway
/// sends them, and mapped paths are the merchant's. Pages replace the content security policy.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next, ReservedPaths reserved)
{
    // For JSON, text and assets: a browser that opens one as a document runs nothing.
    const string NoDocument = "default-src 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        if (reserved.Has(http.Request.Path)) SetHeaders(http.Response.Headers, http.Request.Path);
        return next(http);
    }

    static void SetHeaders(IHeaderDictionary headers, PathString path)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = PageResponses.ReferrerPolicy(path);
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = NoDocument;
        // A shop may open the wallet in a window of its own, and keep its reference to that window.
        if (!path.StartsWithSegments("/recruit")) headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
    }
}
