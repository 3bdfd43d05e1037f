using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace KantanSim.Admin;

/// <summary>Settings of <see cref="OperatorAuthenticationHandler"/>.</summary>
internal sealed class OperatorAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>Answers a browser that is not signed in with the sign-in page and status 401.</summary>
    public Func<HttpContext, Task> ShowSignIn { get; set; } = _ => Task.CompletedTask;
}

/// <summary>
/// Authenticates the operator by the cookie of a browser that has signed in, or by the token: <c>Authorization: Bearer TOKEN</c>, or Basic
/// with the token as password. When no token is required, everybody is the operator.
/// </summary>
internal sealed class OperatorAuthenticationHandler(
    IOptionsMonitor<OperatorAuthenticationOptions> options, ILoggerFactory logs, UrlEncoder encoder, OperatorToken token)
    : SignInAuthenticationHandler<OperatorAuthenticationOptions>(options, logs, encoder)
{
    /// <summary>The authentication type of a browser that has signed in.</summary>
    public const string ByCookie = "Cookie";

    const string ByToken = "Bearer";
    const string AuthenticationTypeNone = "None";

    /// <summary>The user to sign in after the token was verified.</summary>
    public static ClaimsPrincipal SignedInUser() => CreateUser(ByCookie);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticationType() is { } type
        ? AuthenticateResult.Success(new(CreateUser(type), Scheme.Name))
        : AuthenticateResult.NoResult());

    // Not Basic: the browser's own dialog would cover the sign-in page.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Request.AcceptsHtml() ? Options.ShowSignIn(Context) : ProblemResponse.Write(Context, TokenRequiredProblem);
    }

    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        Response.Cookies.Append(OperatorToken.Cookie, token.CookieValue, CreateCookieOptions());
        return Task.CompletedTask;
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        Response.Cookies.Delete(OperatorToken.Cookie, CreateCookieOptions());
        return Task.CompletedTask;
    }

    string? AuthenticationType()
    {
        if (!token.IsRequired) return AuthenticationTypeNone;
        if (token.IsCookieValue(Request.Cookies[OperatorToken.Cookie] ?? "")) return ByCookie;
        return token.IsToken(BearerToken() ?? BasicPassword() ?? "") ? ByToken : null;
    }

    string? BearerToken() => Credentials("Bearer ");

    // curl sends Basic with -u NAME:PASSWORD. The name does not matter.
    string? BasicPassword()
    {
        if (Credentials("Basic ") is not { } encoded) return null;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? parts[1] : null;
    }

    string? Credentials(string scheme)
    {
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    CookieOptions CreateCookieOptions() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = Request.IsHttps,
        Path = BasePath.CookiePath(Request),
    };

    static ClaimsPrincipal CreateUser(string authenticationType) => new(new ClaimsIdentity(authenticationType));

    static readonly Problem TokenRequiredProblem = Problem.Of(401, ProblemTitles.TokenRequired, (
        "Send the token of KantanSim:AdminToken as Authorization: Bearer; a browser signs in at /sign-in.",
        "KantanSim:AdminToken のトークンを Authorization: Bearer で送信してください。ブラウザーでは /sign-in からログインします。"));
}
