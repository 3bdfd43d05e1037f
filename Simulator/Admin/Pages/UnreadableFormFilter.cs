using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>Answers a form that cannot be parsed with a page that says why and links back to the page with the form.</summary>
internal sealed class UnreadableFormFilter(DashboardLayout layout) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (UnreadableFormException fault)
        {
            await Show(context.HttpContext, fault);
            return null;
        }
    }

    Task Show(HttpContext http, UnreadableFormException fault) => layout.Show(http, "unreadable", new()
    {
        ["too_long"] = fault.IsTooLong,
        ["longest"] = fault.Longest,
        ["why"] = fault.Message,
        ["back"] = PageOfForm(http.Request.Path),
    }, fault.StatusCode);

    // A payment's form is posted to its page's own path, others to a path below their page's first segment.
    static string PageOfForm(PathString path) =>
        path.StartsWithSegments("/payments") ? path.ToUriComponent() : $"/{path.Value!.Split('/')[1]}";
}
