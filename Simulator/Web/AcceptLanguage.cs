using Microsoft.Net.Http.Headers;

namespace KantanSim.Web;

internal static class AcceptLanguage
{
    /// <summary>
    /// The preferred one of the two languages by <c>Accept-Language</c> (RFC 9110, 12.5.4: the highest weight, of equal ones the first);
    /// null when it names neither, or any language before both.
    /// </summary>
    public static Language? Preferred(HttpRequest request)
    {
        var preferred = request.GetTypedHeaders().AcceptLanguage
            .Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .FirstOrDefault(range => Includes(range, "ja") || Includes(range, "en") || range.Value == "*");
        if (preferred is null || preferred.Value == "*") return null;
        return Includes(preferred, "ja") ? Language.Ja : Language.En;
    }

    static bool Includes(StringWithQualityHeaderValue range, string language) =>
        range.Value.Equals(language, StringComparison.OrdinalIgnoreCase)
        || range.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
