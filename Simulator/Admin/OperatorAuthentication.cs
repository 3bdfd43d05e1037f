using System.Security.Claims;
using System.Text.Encodings.Web;
using KantanSim.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KantanSim.Admin;

/// <summary>
/// Registers the operator's authentication scheme, and the policy that requires it at every endpoint of <see cref="Audience.Operator"/>.
/// </summary>
internal static partial class OperatorAuthentication
{
    /// <summary>The page where a browser sends the token.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Where a browser deletes its cookie.</summary>
    public const string SignOutPath = "/sign-out";

    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "Operator";

    // A fallback policy applies to every endpoint without a policy of its own, so that a new endpoint is protected unless it names
    // another audience. The audience is read per request: the endpoint for unknown paths has several.
    static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder(Scheme)
        .RequireAssertion(context => IsOperator(context.User) || IsForOthers(context.Resource))
        .Build();

    /// <param name="showSignIn">Answers a browser that is not signed in with the sign-in page and status 401.</param>
    public static void AddOperatorAuthentication(this IServiceCollection services, Func<HttpContext, Task> showSignIn)
    {
        // Not AddAuthentication: it also adds data protection, which writes keys to the home folder. The operator's cookie needs none.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme);
        services.TryAddSingleton(UrlEncoder.Default);
        new AuthenticationBuilder(services).AddScheme<OperatorAuthenticationOptions, OperatorAuthenticationHandler>(
            Scheme, options => options.ShowSignIn = showSignIn);
        services.AddAuthorization(options => options.FallbackPolicy = Policy);
        // Without this, ASP.NET logs a line for every request without a token.
        services.AddLogging(logging => logging.AddFilter(typeof(OperatorAuthenticationHandler).FullName, LogLevel.Warning));
    }

    /// <summary>Logs the token once the server listens, when it was generated and not configured.</summary>
    public static void LogGeneratedToken(this WebApplication app, OperatorToken token)
    {
        if (token.Generated is not { } generated) return;
        app.Lifetime.ApplicationStarted.Register(() => TokenMade(app.Logger, generated, token.StoredIn!));
    }

    /// <summary>Whether the request may use the operator's endpoints.</summary>
    public static bool IsOperator(this ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true };

    /// <summary>Whether the request comes from a browser that has signed in with the token.</summary>
    public static bool IsSignedIn(this ClaimsPrincipal user) =>
        user.Identity is { AuthenticationType: OperatorAuthenticationHandler.ByCookie };

    static bool IsForOthers(object? resource) => resource is HttpContext http && http.GetAudience() != Audience.Operator;

    // The only secret that is ever logged: whoever has started the program has no other way to get it.
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The server listens beyond loopback and KantanSim:AdminToken is not set: /api and the dashboard ask for {Token} "
        + "(stored in {Place}); send it as Authorization: Bearer, or sign in with it at /sign-in")]
    static partial void TokenMade(ILogger log, string token, string place);
}
