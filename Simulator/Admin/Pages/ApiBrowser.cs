using System.Security.Cryptography;
using KantanSim.Web;
using Scalar.AspNetCore;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page <c>/docs/api</c>: both OpenAPI documents, to read and to try out, by Scalar, whose texts are English. Its script is part of the
/// package, and nothing is loaded from another host.
/// </summary>
internal static class ApiBrowser
{
    const string Root = "/docs/api";

    public static void MapApiBrowser(this IEndpointRouteBuilder routes) => routes.MapScalarApiReference(Root, Configure);

    static void Configure(ScalarOptions options, HttpContext http)
    {
        var isEnglish = http.PageLanguage() == Language.En;
        options.Title = "API - KantanSim";
        options.Favicon = $"{http.Request.PathBase}/assets/logo.svg";
        // The titles are part of the links to an operation, such as /docs/api/#gateway/…: the same in both languages.
        options.AddDocument("gateway", "Gateway", "openapi/gateway.json");
        options.AddDocument("v1", "Control API", "openapi/v1.json");
        options.HeaderContent = Header(http.Request.PathBase.ToUriComponent(), isEnglish);
        SendNothingElsewhere(options);
        SetPolicy(options, http);
    }

    static string Header(string pathBase, bool isEnglish) =>
        $"""
        <nav style="padding: 0.5rem 1rem; font: 0.875rem system-ui, sans-serif"><a href="{pathBase}/" data-testid="dashboard">
        {(isEnglish ? "KantanSim: dashboard" : "KantanSim：ダッシュボードへ")}</a></nav>
        """;

    // Requests that a reader tries out go to the host and the base path of this page, whatever URL the documents name.
    static void SendNothingElsewhere(ScalarOptions options)
    {
        options.AddServer("/").WithDynamicBaseServerUrl();
        options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools();
        options.HideClientButton = true;
    }

    static void SetPolicy(ScalarOptions options, HttpContext http)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        options.Nonce = nonce;
        http.Response.Headers.ContentSecurityPolicy = Policy(nonce);
    }

    // Scalar has one inline script and sets styles on its elements.
    static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
        + "font-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
}
