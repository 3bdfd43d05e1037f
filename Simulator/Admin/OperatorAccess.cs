using KantanSim.Configuration;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin;

/// <summary>
/// Who may come where the operator goes: under a name of ours, from a page of ours or a program, and with the token when there is one.
/// Each check looks at the audience of the endpoint that the request was routed to, never at the text of its path.
/// </summary>
internal static partial class OperatorAccess
{
    /// <summary>Refuses names that are not ours (DNS rebinding).</summary>
    /// <param name="show">Shows a browser the refusal as a page.</param>
    public static void UseHostFilter(this WebApplication app, Func<HttpContext, Problem, Task> show)
    {
        var (names, log) = (app.Services.GetRequiredService<HostFilter>(), Log(app));
        app.Use((http, next) =>
        {
            var isOwn = names.IsAllowed(http.Request.Host.Host);
            http.Features.Set(new HostFilterResult(isOwn));
            if (isOwn || IsOpenToAnyName(http)) return next(http);
            var problem = Strange(http.Request.Host.Host);
            LogRefusal(log, http.Request.Method, http.Request.Path, problem.Title, http.Request.Host.Host);
            return AcceptsHtml(http.Request) ? show(http, problem) : ControlMiddleware.Write(http, problem);
        });
    }

    /// <summary>A page of another site that a developer's browser shows must neither drive the simulator nor play a shop.</summary>
    public static void UseCrossOriginProtection(this WebApplication app)
    {
        var log = Log(app);
        app.Use((http, next) =>
        {
            if (IsAllowedOrigin(http)) return next(http);
            LogRefusal(log, http.Request.Method, http.Request.Path, "from another site's page", http.Request.Headers.Origin.ToString());
            return ControlMiddleware.Write(http, Foreign(http.Request));
        });
    }

    /// <summary>A notification URL or RetURL may lead to the operator's own pages: what KantanSim posts to merchants must do nothing there.</summary>
    public static void UseSelfRequestFilter(this WebApplication app)
    {
        var (own, log) = (app.Services.GetRequiredService<OwnConnections>(), Log(app));
        app.Use((http, next) =>
        {
            if (http.GetAudience() is not (Audience.Operator or Audience.SignIn) || !own.Has(http.Connection)) return next(http);
            LogRefusal(log, http.Request.Method, http.Request.Path, "from KantanSim itself", "a notification URL or RetURL leads here");
            return ControlMiddleware.Write(http, OwnPost(http.Request));
        });
    }

    // A server has neither header. A page of the web that leads its own name here has at least one when it posts.
    static bool IsOpenToAnyName(HttpContext http) => http.GetAudience() switch
    {
        Audience.Merchant => !IsFromBrowser(http.Request),
        Audience.Anyone or Audience.Consumer or Audience.Mapped => true,
        _ => false,
    };

    static bool IsAllowedOrigin(HttpContext http) => http.GetAudience() switch
    {
        Audience.Operator or Audience.SignIn => IsSafeMethod(http.Request.Method) || !IsFromBrowser(http.Request) || IsFromOperatorsPage(http.Request),
        Audience.Merchant => !IsFromBrowser(http.Request) || IsSameOrigin(http.Request),
        _ => true,
    };

    static bool IsSafeMethod(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Whether a person looks at the answer, and no program.</summary>
    internal static bool AcceptsHtml(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    static bool IsFromBrowser(HttpRequest request) => request.Headers.Origin.Count > 0 || request.Headers["Sec-Fetch-Site"].Count > 0;

    // Browsers tell the site only where they trust the connection; elsewhere they tell the origin alone.
    static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "" && (request.Headers.Origin.Count == 0 || IsOwnOrigin(request));

    // The gateway's return page posts to whatever RetURL the merchant has given, from our own origin: it is told by its Referer or Origin "null".
    static bool IsFromOperatorsPage(HttpRequest request) =>
        (IsSameOrigin(request) || (request.Headers["Sec-Fetch-Site"] == "none" && request.Headers.Origin.Count == 0)) && !IsFromConsumersPage(request);

    static bool IsFromConsumersPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page) && ConsumerPaths.Has(BasePath.Without(request.PathBase, page.AbsolutePath));

    static bool IsOwnOrigin(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var from)
        && (from.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase) || from.GetLeftPart(UriPartial.Authority) == PublicOrigin(request));

    // A proxy need not pass on the host by which a browser reaches it.
    static string? PublicOrigin(HttpRequest request) =>
        request.HttpContext.RequestServices.GetRequiredService<SimulatorOptions>().PublicUrl is { } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : null;

    static string Authority(HttpRequest request) => Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here) ? here.Authority : "";

    static Problem Strange(string host) => new("about:blank", "Not a name of this server", 421,
        $"The request came to the host \"{host}\"; allowed are localhost, private addresses, names without a dot, the hosts of --urls and of KantanSim:PublicUrl, and those of KantanSim:AllowedHosts. If the name is yours, start with --KantanSim:AllowedHosts={host}.")
    {
        DetailJa = $"「{host}」というホスト名では応答しません。localhost、プライベートアドレス、ドットを含まない名前、--urls と KantanSim:PublicUrl のホスト、KantanSim:AllowedHosts に書いたホストだけが使えます。ご自身の名前であれば --KantanSim:AllowedHosts={host} を付けて起動してください。",
    };

    static Problem Foreign(HttpRequest request) => new("about:blank", "Another site's page", 403,
        $"{request.Method} {request.Path} was sent by a page in a browser (Sec-Fetch-Site: {request.Headers["Sec-Fetch-Site"]}, Origin: {request.Headers.Origin}); "
        + "allowed are KantanSim's own pages, and programs. A shop calls the gateway from its server, never from its page.");

    static Problem OwnPost(HttpRequest request) => new("about:blank", "KantanSim's own post", 403,
        $"{request.Method} {request.Path} was posted by KantanSim itself: a notification URL or a RetURL leads to the operator's own pages. Give the merchant's.");

    static ILogger Log(WebApplication app) => app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim.Access");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Verb} {Path} refused: {Reason} ({Detail})")]
    static partial void LogRefusal(ILogger log, string verb, string path, string reason, string detail);
}
