using KantanSim.Scenarios.Files;

namespace KantanSim.Gateway;

/// <summary>Finds the page that a wrong path was probably meant for, among the routes without parameters that answer GET.</summary>
internal sealed class NearestPage(EndpointDataSource endpoints)
{
    // Built at the first request, when all routes are mapped.
    readonly Lazy<string[]> pages = new(() =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsPage)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText?.Trim('/')}").Where(path => path != "/").Distinct(),
    ]);

    /// <returns>A path of the same spelling but for a few letters, else the page above the path; null when there is neither.</returns>
    public string? Of(PathString path)
    {
        var asked = $"/{path.Value?.Trim('/')}";
        return SpellingSuggestion.Closest(asked, pages.Value) ?? Above(asked).FirstOrDefault(IsKnown);
    }

    bool IsKnown(string path) => pages.Value.Contains(path, StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> Above(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    static bool IsPage(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters.Count == 0
        && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true;
}
