using System.Text;
using KantanSim.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace KantanSim.Web;

/// <summary>Sends pages: the reader's language, the charset, and headers that allow nothing from other hosts.</summary>
internal static class PageResponses
{
    const string LanguageCookie = "kantansim-lang";
    const string Policy = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>
    /// Pages on the consumer's way send their origin to other sites, as ordinary pages do: the post to RetURL has an <c>Origin</c> and a
    /// <c>Referer</c>. The operator's pages send nothing.
    /// </summary>
    internal static string ReferrerPolicy(PathString path) => ConsumerPaths.Has(path) ? "strict-origin-when-cross-origin" : "same-origin";

    /// <summary>Compresses pages and assets. The gateway's and the API's responses stay as they are.</summary>
    public static void AddPageCompression(this IServiceCollection services) => services.AddResponseCompression(compression =>
        compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"]);

    /// <inheritdoc cref="AddPageCompression"/>
    public static void UsePageCompression(this WebApplication app) => app.UseWhen(
        http => !http.Request.Path.StartsWithSegments("/payment") && !http.Request.Path.StartsWithSegments("/api"),
        pages => pages.UseResponseCompression());

    /// <summary>Renders a template as the response.</summary>
    /// <param name="windows31J">Encodes the page in CP932 instead of UTF-8, as the gateway does.</param>
    /// <param name="formsLeave">Allows forms that post to another host: to a merchant's RetURL, or to the gateway's StartURL.</param>
    public static async Task ShowPage(
        this HttpContext http, string template, IReadOnlyDictionary<string, object?> model, int status = StatusCodes.Status200OK,
        bool windows31J = false, bool formsLeave = false)
    {
        var html = http.Features.GetRequiredFeature<PageTemplates>().Render(template, http.PageLanguage(), model);
        html = BasePath.Prefix(html, http.Request.PathBase);
        http.Response.StatusCode = status;
        http.Response.ContentType = windows31J ? "text/html;charset=" + Cp932.Name : "text/html;charset=utf-8";
        SetHeaders(http, formsLeave);
        await http.Response.Body.WriteAsync(windows31J ? Cp932.Encode(html) : Encoding.UTF8.GetBytes(html), http.RequestAborted);
    }

    /// <summary>Redirects to another page by GET, so that reloading it does not post again.</summary>
    public static void SeeOther(this HttpContext http, string location)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = location;
    }

    /// <summary>
    /// The language of <c>?lang=</c>, which a cookie stores; otherwise that of the cookie; otherwise the one that the browser prefers.
    /// Japanese if it names neither.
    /// </summary>
    public static Language PageLanguage(this HttpContext http)
    {
        if (Parse(http.Request.Query["lang"].FirstOrDefault()) is { } requested)
        {
            StoreLanguage(http, requested);
            return requested;
        }
        if (Parse(http.Request.Cookies[LanguageCookie]) is { } stored) return stored;
        return AcceptLanguage.Preferred(http.Request) ?? Language.Ja;
    }

    static Language? Parse(string? code) => code switch
    {
        "en" => Language.En,
        "ja" => Language.Ja,
        _ => null,
    };

    static void StoreLanguage(HttpContext http, Language language) =>
        http.Response.Cookies.Append(LanguageCookie, language == Language.En ? "en" : "ja", new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = BasePath.CookiePath(http.Request),
        });

    static void SetHeaders(HttpContext http, bool formsLeave)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = ReferrerPolicy(http.Request.Path);
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = formsLeave ? Policy : Policy + "; form-action 'self'";
    }
}
