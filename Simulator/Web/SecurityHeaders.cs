namespace KantanSim.Web;

/// <summary>
/// Headers that keep browsers from guessing, framing and sharing what is answered. The gateway's answers stay as the gateway gives them,
/// and what is not ours is the merchant's; pages add a policy of their own.
/// </summary>
internal static class SecurityHeaders
{
    // Nothing of it is a document: whoever is brought to open it as one gets nothing run.
    const string NoDocument = "default-src 'none'; frame-ancestors 'none'";

    public static void UseSafeHeaders(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<ReservedPaths>();
        app.Use((http, next) =>
        {
            if (own.Has(http.Request.Path)) Put(http.Response.Headers, http.Request.Path);
            return next(http);
        });
    }

    static void Put(IHeaderDictionary headers, PathString path)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = PageResponses.ReferrerPolicy(path);
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = NoDocument;
        // The wallet stands in the merchant's flow: a shop that opens it in a window of its own may go on knowing that window.
        if (!path.StartsWithSegments("/recruit")) headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
    }
}
