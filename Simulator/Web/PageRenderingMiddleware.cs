namespace KantanSim.Web;

/// <summary>Provides the templates for <see cref="PageResponses.ShowPage"/>, as a feature of the request.</summary>
internal sealed class PageRenderingMiddleware(RequestDelegate next, PageTemplates templates)
{
    public Task InvokeAsync(HttpContext http)
    {
        http.Features.Set(templates);
        return next(http);
    }
}
