using KantanSim.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace KantanSim.Web;

/// <summary>Pages as HTTP answers: the reader's language, the character set, and headers that allow nothing of other hosts.</summary>
internal static class PageResponses
{
    const string LanguageCookie = "kantansim-lang";
    const string Policy = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>
    /// Pages of the consumer's way tell other sites their origin, as ordinary pages do: the post to RetURL has an <c>Origin</c> and a <c>Referer</c>.
    /// The operator's pages tell other sites nothing.
    /// </summary>
    internal static string ReferrerPolicy(PathString path) => ConsumerPaths.Has(path) ? "strict-origin-when-cross-origin" : "same-origin";

    /// <summary>Pages and what they are made of go out compressed; the gateway's bytes and the API's answers stay as they are.</summary>
    public static void AddPageCompression(this IServiceCollection services) => services.AddResponseCompression(compression =>
        compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"]);

    /// <inheritdoc cref="AddPageCompression"/>
    public static void UsePageCompression(this WebApplication app) =>
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/payment") && !http.Request.Path.StartsWithSegments("/api"), pages => pages.UseResponseCompression());

    /// <param name="formsLeave">Whether a form of the page goes to another host: to a merchant's RetURL, or to the gateway's StartURL.</param>
    public static async Task ShowPage(this HttpContext http, string template, IReadOnlyDictionary<string, object?> model, int status = 200, bool windows31J = false, bool formsLeave = false)
    {
        var html = http.Features.GetRequiredFeature<PageTemplates>().Render(template, http.PageLanguage(), model);
        html = BasePath.Prefix(html, http.Request.PathBase);
        http.Response.StatusCode = status;
        http.Response.ContentType = windows31J ? "text/html;charset=" + Cp932.Name : "text/html;charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = ReferrerPolicy(http.Request.Path);
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        http.Response.Headers.ContentSecurityPolicy = formsLeave ? Policy : Policy + "; form-action 'self'";
        await http.Response.Body.WriteAsync(windows31J ? Cp932.Encode(html) : System.Text.Encoding.UTF8.GetBytes(html), http.RequestAborted);
    }

    /// <summary>On to another page by GET, so that reloading it repeats nothing.</summary>
    public static void SeeOther(this HttpContext http, string location)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = location;
    }

    /// <summary>The language of <c>?lang=</c>, which is remembered, else of the cookie, else the browser's; Japanese unless English is asked for.</summary>
    public static Language PageLanguage(this HttpContext http)
    {
        var asked = http.Request.Query["lang"].FirstOrDefault();
        if (asked is "en" or "ja")
        {
            http.Response.Cookies.Append(LanguageCookie, asked, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = BasePath.CookiePath(http.Request) });
            return asked == "en" ? Language.En : Language.Ja;
        }
        var kept = http.Request.Cookies[LanguageCookie];
        if (kept is "en" or "ja") return kept == "en" ? Language.En : Language.Ja;
        return http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En : Language.Ja;
    }
}
