using KantanSim.Certificates;

namespace KantanSim.Control;

/// <summary>
/// Who may come where the operator goes: under a name of ours, from a page of ours or a program, and with the token when there is one.
/// What is not ours is the merchant's, and the gateway and the wallet stand open to whoever is sent there.
/// </summary>
internal static class OperatorDoor
{
    /// <summary>The one page on which a browser brings the token.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>Where a browser gives up what it keeps instead of the token.</summary>
    public const string SignOut = "/sign-out";

    // Under whatever name a shop reaches the gateway, the gateway sends its consumers on under it: nothing is found there without a secret.
    static readonly string[] AnyName = ["/payment", "/recruit", "/assets", "/healthz", OwnCertificates.Path];
    static readonly string[] AnySite = [.. AnyName, "/shop"];
    static readonly string[] Anyone = [.. AnySite, SignIn, SignOut];

    /// <summary>Refuses names that are not ours (DNS rebinding).</summary>
    /// <param name="show">Shows a browser the refusal as a page.</param>
    public static void RefuseStrangeNames(this WebApplication app, Func<HttpContext, Problem, Task> show)
    {
        var (own, names) = (app.Services.GetRequiredService<OwnPaths>(), app.Services.GetRequiredService<HostNames>());
        app.Use((http, next) =>
        {
            if (names.Has(http.Request.Host.Host) || !IsCallByOwnPage(http.Request) && (Is(AnyName, http.Request.Path) || !own.Has(http.Request.Path))) return next(http);
            var problem = Strange(http.Request.Host.Host);
            return IsForEyes(http.Request) ? show(http, problem) : ControlMiddleware.Write(http, problem);
        });
    }

    /// <summary>A page of another site that a developer's browser shows must not drive the simulator.</summary>
    public static void RefuseOtherSites(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<OwnPaths>();
        app.Use((http, next) => IsRead(http.Request.Method) || Is(AnySite, http.Request.Path) || !own.Has(http.Request.Path) || IsOwnPageOrProgram(http.Request)
            ? next(http) : ControlMiddleware.Write(http, Foreign(http.Request)));
    }

    /// <summary>When there is a token, <c>/api</c>, the OpenAPI documents and the dashboard's pages ask for it.</summary>
    /// <param name="ask">Asks a browser for it with a page.</param>
    public static void UseAdminToken(this WebApplication app, Func<HttpContext, Task> ask)
    {
        var (own, token) = (app.Services.GetRequiredService<OwnPaths>(), app.Services.GetRequiredService<OperatorToken>());
        if (!token.IsAsked) return;
        if (token.Made is { } made) app.Lifetime.ApplicationStarted.Register(() => Announcements.TokenMade(app.Logger, made, token.KeptIn!));
        app.Use((http, next) =>
        {
            if (Is(Anyone, http.Request.Path) || !own.Has(http.Request.Path) || token.LetsIn(http.Request)) return next(http);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return IsForEyes(http.Request) ? ask(http) : ControlMiddleware.Write(http, Unproven);
        });
    }

    static bool Is(string[] paths, PathString path) => paths.Any(known => path.StartsWithSegments(known));

    static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Whether a person looks at the answer, and no program.</summary>
    internal static bool IsForEyes(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // The gateway's calls come from servers, which tell no origin. No page of ours makes one: a page that says it is ours was rebound.
    static bool IsCallByOwnPage(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && request.Path.StartsWithSegments("/payment") && request.Path.Value!.EndsWith(".idPass", StringComparison.OrdinalIgnoreCase) && IsOrigin(request);

    static bool IsOrigin(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var from) && from.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase);

    // Browsers tell the site only where they trust the connection; elsewhere it is the origin that they tell. Programs tell neither.
    static bool IsOwnPageOrProgram(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin.Count == 0 || IsOrigin(request),
        _ => false,
    };

    static string Authority(HttpRequest request) => Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here) ? here.Authority : "";

    static readonly Problem Unproven = new("about:blank", "Token needed", 401,
        "Send the token of KantanSim:AdminToken as Authorization: Bearer; a browser signs in at /sign-in.");

    static Problem Strange(string host) => new("about:blank", "Not a name of this server", 421,
        $"The request came to the host \"{host}\"; allowed are localhost, private addresses, names without a dot, the hosts of --urls and of KantanSim:PublicUrl, and those of KantanSim:AllowedHosts. If the name is yours, start with --KantanSim:AllowedHosts={host}.")
    {
        Ja = $"「{host}」というホスト名では応答しません。localhost、プライベートアドレス、ドットを含まない名前、--urls と KantanSim:PublicUrl のホスト、KantanSim:AllowedHosts に書いたホストだけが使えます。ご自身の名前であれば --KantanSim:AllowedHosts={host} を付けて起動してください。",
    };

    static Problem Foreign(HttpRequest request) => new("about:blank", "Another site's page", 403,
        $"{request.Method} {request.Path} was sent by a page of another site (Sec-Fetch-Site: {request.Headers["Sec-Fetch-Site"]}, Origin: {request.Headers.Origin}); allowed are KantanSim's own pages, and programs.");
}
