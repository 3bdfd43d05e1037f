using Microsoft.AspNetCore.Routing.Patterns;

namespace KantanSim.Web;

/// <summary>
/// The paths that belong to KantanSim, for any method: all whose first segment is that of a mapped route. Below <c>/payment</c> only mapped
/// routes do, because the gateway has more APIs than KantanSim.
/// </summary>
internal sealed class ReservedPaths(EndpointDataSource endpoints)
{
    const string Gateway = "payment";

    // Built at the first request, when all routes are mapped.
    readonly Lazy<HashSet<string>.AlternateLookup<ReadOnlySpan<char>>> firstSegments = new(() => endpoints.Endpoints
        .OfType<RouteEndpoint>()
        .Select(endpoint => FirstSegment(endpoint.RoutePattern))
        .OfType<string>()
        .Where(segment => segment != Gateway)
        .ToHashSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>());

    /// <summary>Whether a path has the same first segment as some route. As a base path it would be ambiguous.</summary>
    public static bool BeginsAsOwn(PathString path, IEnumerable<EndpointDataSource> endpoints) =>
        endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Any(endpoint => FirstSegment(path.Value).Equals(FirstSegment(endpoint.RoutePattern), StringComparison.OrdinalIgnoreCase));

    public bool Has(PathString path) => firstSegments.Value.Contains(FirstSegment(path.Value.AsSpan()));

    static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty) return path;
        var rest = path[1..];
        var end = rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }

    // Empty for the root; null when it is a parameter.
    static string? FirstSegment(RoutePattern pattern)
    {
        if (pattern.PathSegments.Count == 0) return "";
        return pattern.PathSegments[0].Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
    }
}
