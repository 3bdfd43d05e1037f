using System.Text.RegularExpressions;

namespace KantanSim.Web;

/// <summary>
/// Serves everything below a path such as <c>/sim</c>, whether a proxy in front strips that path or not. Paths within the program have no
/// prefix; it is put before those that go out: in pages, and in <c>Location</c>.
/// </summary>
internal static partial class BasePath
{
    /// <param name="path">Empty: there is none, unless a trusted proxy tells one (<c>X-Forwarded-Prefix</c>).</param>
    public static void UseBasePath(this WebApplication app, PathString path)
    {
        app.Use((http, next) =>
        {
            var request = http.Request;
            if (!request.PathBase.HasValue) request.PathBase = path;
            if (!request.PathBase.HasValue) return next(http);
            if (request.Path.StartsWithSegments(request.PathBase, out var rest)) request.Path = rest.HasValue ? rest : "/";
            http.Response.OnStarting(PrefixLocation, http);
            return next(http);
        });
        // Behind it: routes are matched without the prefix.
        app.UseRouting();
    }

    /// <summary>A page whose links, forms and sources begin with the prefix.</summary>
    public static string Prefix(string html, PathString pathBase) =>
        pathBase.HasValue ? LocalUrl().Replace(html, $"${{attribute}}{pathBase.ToUriComponent()}/") : html;

    /// <summary>A URL's path as it is within the program.</summary>
    public static PathString Without(PathString pathBase, string path) =>
        new PathString(path).StartsWithSegments(pathBase, out var rest) ? rest : new(path);

    static Task PrefixLocation(object state)
    {
        var http = (HttpContext)state;
        // Where a mapping file leads is the mapping's own.
        if (http.AudienceOf() != Audience.Mapped && http.Response.Headers.Location.ToString() is ['/', not '/', ..] or "/")
            http.Response.Headers.Location = http.Request.PathBase.ToUriComponent() + http.Response.Headers.Location;
        return Task.CompletedTask;
    }

    // In a value a quotation mark is escaped, so that only attributes of the templates match.
    [GeneratedRegex("""(?<attribute> (?:href|action|formaction|src|data-gone|hx-get|hx-post|hx-sse:connect)=")/(?!/)""", RegexOptions.CultureInvariant)]
    private static partial Regex LocalUrl();
}
