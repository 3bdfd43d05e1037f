using KantanSim.Web;
using Microsoft.Net.Http.Headers;

namespace KantanSim.Admin;

/// <summary>The language of an answer of the control API.</summary>
internal static class AnswerLanguage
{
    /// <summary>
    /// Japanese where <c>Accept-Language</c> prefers it and there is a Japanese text, otherwise English. Writes <c>Content-Language</c>
    /// and <c>Vary</c>.
    /// </summary>
    public static Language Negotiate(HttpContext http, bool isTranslated = true)
    {
        var isJapanese = isTranslated && AcceptLanguage.Preferred(http.Request) == Language.Ja;
        http.Response.Headers.ContentLanguage = isJapanese ? "ja" : "en";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return isJapanese ? Language.Ja : Language.En;
    }
}
