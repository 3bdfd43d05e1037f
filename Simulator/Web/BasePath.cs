using System.Text.RegularExpressions;

namespace KantanSim.Web;

/// <summary>
/// Serves everything below a path such as <c>/sim</c>, whether a proxy in front strips that path or not. Paths within the program have no
/// prefix; it is put before those that go out: in pages, and in the headers that lead a browser on.
/// </summary>
internal static partial class BasePath
{
    /// <summary>What a path may be.</summary>
    public const string AllowedFormat = "a path such as /sim: a slash first and none at the end, letters, digits and - . _ ~, no part . or ..";

    static readonly string[] LeadingOn = ["Location", "HX-Redirect"];

    public static bool IsAllowed(string path) =>
        path.StartsWith('/') && path[1..].Split('/').All(IsPart);

    static bool IsPart(string part) => part is not ("" or "." or "..") && part.All(one => char.IsAsciiLetterOrDigit(one) || "-._~".Contains(one));

    /// <param name="path">Empty: there is none, unless a trusted proxy tells one (<c>X-Forwarded-Prefix</c>).</param>
    public static void UseBasePath(this WebApplication app, PathString path)
    {
        app.Use((http, next) =>
        {
            var request = http.Request;
            request.PathBase = Told(request.PathBase) ?? path;
            if (!request.PathBase.HasValue) return next(http);
            if (request.Path.StartsWithSegments(request.PathBase, out var rest)) request.Path = rest.HasValue ? rest : "/";
            http.Response.OnStarting(PrefixHeaders, http);
            return next(http);
        });
        // Behind it: routes are matched without the prefix.
        app.UseRouting();
    }

    /// <summary>A page whose links, forms and sources begin with the prefix.</summary>
    public static string Prefix(string html, PathString pathBase) =>
        pathBase.HasValue ? LocalUrl().Replace(html, found => $"{found.Groups["attribute"].Value}{pathBase.ToUriComponent()}/") : html;

    /// <summary>The path of cookies; without a slash at its end, so that they count at the prefix itself.</summary>
    public static string CookiePath(HttpRequest request) => request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "/";

    /// <summary>The path of a URL, escaped as it is there, within the program.</summary>
    public static PathString Without(PathString pathBase, string path) =>
        PathString.FromUriComponent(path) is var whole && whole.StartsWithSegments(pathBase, out var rest) ? rest : whole;

    // Nothing but a path goes into pages: a proxy may pass on what its client has sent.
    static PathString? Told(PathString prefix) => prefix.Value?.TrimEnd('/') is { } path && IsAllowed(path) ? new(path) : null;

    static Task PrefixHeaders(object state)
    {
        var http = (HttpContext)state;
        // Where a mapping file leads is the mapping's own.
        if (http.GetAudience() == Audience.Mapped) return Task.CompletedTask;
        var headers = http.Response.Headers;
        foreach (var name in LeadingOn)
            if (headers[name].ToString() is "/" or ['/', not '/', ..])
                headers[name] = http.Request.PathBase.ToUriComponent() + headers[name];
        return Task.CompletedTask;
    }

    // In a value a quotation mark is escaped, so that only attributes of the templates match.
    [GeneratedRegex("""(?<attribute> (?:href|action|formaction|src|data-gone|hx-get|hx-post|hx-sse:connect)=")/(?!/)""", RegexOptions.CultureInvariant)]
    private static partial Regex LocalUrl();
}
