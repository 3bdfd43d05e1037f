using System.Text.RegularExpressions;

namespace KantanSim.Web;

/// <summary>
/// Serves everything below a path such as <c>/sim</c>, whether or not a proxy in front strips that path. Routes and links in the code have
/// no prefix; it is added to the pages and to the headers that redirect a browser.
/// </summary>
internal static partial class BasePath
{
    /// <summary>What a base path may be, for messages.</summary>
    public const string AllowedFormat =
        "a path such as /sim: a slash first and none at the end, letters, digits and - . _ ~, no part . or ..";

    static readonly string[] RedirectHeaders = ["Location", "HX-Redirect"];

    public static bool IsAllowed(string path) => path.StartsWith('/') && path[1..].Split('/').All(IsSegment);

    static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..") && segment.All(character => char.IsAsciiLetterOrDigit(character) || "-._~".Contains(character));

    /// <summary>Adds the middleware that removes the prefix from the path, and routing after it: routes have no prefix.</summary>
    /// <param name="path">Empty for none. A trusted proxy's <c>X-Forwarded-Prefix</c> takes precedence.</param>
    public static void UseBasePath(this WebApplication app, PathString path)
    {
        app.Use((http, next) =>
        {
            SetPathBase(http, path);
            return next(http);
        });
        app.UseRouting();
    }

    static void SetPathBase(HttpContext http, PathString path)
    {
        var request = http.Request;
        request.PathBase = Forwarded(request.PathBase) ?? path;
        if (!request.PathBase.HasValue) return;
        if (request.Path.StartsWithSegments(request.PathBase, out var rest)) request.Path = rest.HasValue ? rest : "/";
        http.Response.OnStarting(PrefixHeaders, http);
    }

    /// <summary>Adds the prefix to the links, forms and sources of a page.</summary>
    public static string Prefix(string html, PathString pathBase)
    {
        if (!pathBase.HasValue) return html;
        var prefix = pathBase.ToUriComponent();
        return LocalUrl().Replace(html, match => $"{match.Groups["attribute"].Value}{prefix}/");
    }

    /// <summary>The path of cookies. Without a slash at its end, so that browsers send them to the prefix itself, too.</summary>
    public static string CookiePath(HttpRequest request) => request.PathBase.HasValue ? request.PathBase.ToUriComponent() : "/";

    /// <summary>Removes the prefix.</summary>
    /// <param name="path">The path of a URL, escaped.</param>
    public static PathString Without(PathString pathBase, string path)
    {
        var whole = PathString.FromUriComponent(path);
        return whole.StartsWithSegments(pathBase, out var rest) ? rest : whole;
    }

    // Checked, because it is written into pages and a proxy may forward what its client has sent.
    static PathString? Forwarded(PathString prefix) => prefix.Value?.TrimEnd('/') is { } path && IsAllowed(path) ? new(path) : null;

    static Task PrefixHeaders(object state)
    {
        var http = (HttpContext)state;
        // A mapping file's redirect stays as it is written there.
        if (http.GetAudience() == Audience.Mapped) return Task.CompletedTask;
        var headers = http.Response.Headers;
        foreach (var name in RedirectHeaders.Where(name => IsLocal(headers[name].ToString())))
            headers[name] = http.Request.PathBase.ToUriComponent() + headers[name];
        return Task.CompletedTask;
    }

    // A URL that begins with // has a host.
    static bool IsLocal(string url) => url is "/" or ['/', not '/', ..];

    // Matches attributes of the templates only: in a value of the model, quotation marks are escaped.
    [GeneratedRegex(
        """(?<attribute> (?:href|action|formaction|src|data-gone|hx-get|hx-post|hx-sse:connect)=")/(?!/)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex LocalUrl();
}
