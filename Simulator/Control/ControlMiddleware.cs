using System.Security.Cryptography;
using System.Text;

namespace KantanSim.Control;

/// <summary>What stands before the control API: problem documents for errors, and the operator's token.</summary>
internal static partial class ControlMiddleware
{
    /// <summary>Problems become documents; our own bugs are logged and told as 500.</summary>
    public static void UseControlErrors(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim");
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // The caller has hung up: nobody is left to be told.
            }
            catch (Exception fault) when (!http.Response.HasStarted)
            {
                await Write(http, ProblemOf(fault, http, log));
            }
        });
    }

    /// <summary>When a token is set, <c>/api</c>, the OpenAPI documents and the dashboard's pages ask for it. What is not ours is the merchant's, as the gateway is.</summary>
    public static void UseAdminToken(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SimulatorOptions>().AdminToken is not { } token) return;
        var own = app.Services.GetRequiredService<OwnPaths>();
        app.Use((http, next) =>
        {
            if (IsOpen(http.Request.Path) || !own.Has(http.Request.Path) || IsSame(token, Brought(http.Request))) return next(http);
            http.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"KantanSim\"";
            return Write(http, new("about:blank", "Token needed", 401, "Send the token of KantanSim:AdminToken as Authorization: Bearer, or as the password of any user in a browser."));
        });
    }

    /// <summary>A page of another site that a developer's browser shows must not drive the simulator; programs send no such header.</summary>
    public static void RefuseOtherSites(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<OwnPaths>();
        app.Use((http, next) => IsRead(http.Request.Method) || IsOpen(http.Request.Path) || !own.Has(http.Request.Path) || http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? next(http)
            : Write(http, new("about:blank", "Another site's page", 403, $"{http.Request.Method} {http.Request.Path} was sent by a page of another site (Sec-Fetch-Site: {http.Request.Headers["Sec-Fetch-Site"]}); allowed are KantanSim's own pages, and programs.")));
    }

    static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    static readonly string[] Open = ["/payment", "/recruit", "/shop", "/assets", "/healthz"];

    static bool IsOpen(PathString path) => Open.Any(open => path.StartsWithSegments(open));

    // A browser cannot send Bearer by itself: its own log-in box sends Basic, of which the password counts.
    static string Brought(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header[7..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return "";
        var bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password] ? password : "" : "";
    }

    static bool IsSame(string token, string brought) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(brought));

    static Problem ProblemOf(Exception fault, HttpContext http, ILogger log)
    {
        if (fault is ProblemException known) return known.Problem;
        if (fault is BadHttpRequestException bad) return new("about:blank", "The request does not fit", bad.StatusCode, bad.Message);
        LogBug(log, fault, http.Request.Method, http.Request.Path);
        return new("about:blank", "KantanSim has a bug", 500, "Something went wrong that should not; the log says what.");
    }

    static Task Write(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, ControlJson.Default.Problem, "application/problem+json", http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} {Path} failed")]
    static partial void LogBug(ILogger log, Exception fault, string verb, string path);
}
