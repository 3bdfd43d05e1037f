namespace KantanSim.Web;

/// <summary>Tells a browser that opens a page from a program.</summary>
internal static class HtmlRequests
{
    /// <summary>Whether the client accepts HTML, as browsers do when they open a page. Never for <c>/api</c>.</summary>
    public static bool AcceptsHtml(this HttpRequest request) =>
        !request.Path.StartsWithSegments("/api")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
