using Microsoft.AspNetCore.Routing.Patterns;

namespace KantanSim;

/// <summary>
/// Which paths are KantanSim's own, whatever the method: all below the first part of any that is mapped. Below <c>/payment</c>
/// only what is mapped is: the gateway has more APIs there than KantanSim.
/// </summary>
internal sealed class OwnPaths(EndpointDataSource endpoints)
{
    const string Gateway = "payment";

    readonly Lazy<HashSet<string>> firstParts = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => FirstPart(endpoint.RoutePattern)).OfType<string>().Where(part => part != Gateway).ToHashSet(StringComparer.OrdinalIgnoreCase));

    public bool Has(PathString path) => firstParts.Value.Contains(path.Value is { Length: > 0 } text ? text[1..].Split('/', 2)[0] : "");

    // The root has no part; one that is a parameter is nobody's.
    static string? FirstPart(RoutePattern pattern) =>
        pattern.PathSegments.Count == 0 ? "" : pattern.PathSegments[0].Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
}
