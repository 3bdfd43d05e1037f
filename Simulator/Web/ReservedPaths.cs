using Microsoft.AspNetCore.Routing.Patterns;

namespace KantanSim.Web;

/// <summary>
/// Which paths are KantanSim's own, whatever the method: all below the first part of any that is mapped. Below <c>/payment</c>
/// only what is mapped is: the gateway has more APIs there than KantanSim.
/// </summary>
internal sealed class ReservedPaths(EndpointDataSource endpoints)
{
    const string Gateway = "payment";

    readonly Lazy<HashSet<string>.AlternateLookup<ReadOnlySpan<char>>> firstParts = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Select(endpoint => FirstPart(endpoint.RoutePattern)).OfType<string>().Where(part => part != Gateway).ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>());

    /// <summary>Whether a path begins as one that some endpoint has: a prefix that does could not be told from it.</summary>
    public static bool BeginsAsOwn(PathString path, IEnumerable<EndpointDataSource> endpoints) =>
        endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Any(endpoint => FirstPart(path.Value).Equals(FirstPart(endpoint.RoutePattern), StringComparison.OrdinalIgnoreCase));

    public bool Has(PathString path) => firstParts.Value.Contains(FirstPart(path.Value.AsSpan()));

    static ReadOnlySpan<char> FirstPart(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty) return path;
        var rest = path[1..];
        return rest.IndexOf('/') is >= 0 and var end ? rest[..end] : rest;
    }

    // The root has no part; one that is a parameter is nobody's.
    static string? FirstPart(RoutePattern pattern) =>
        pattern.PathSegments.Count == 0 ? "" : pattern.PathSegments[0].Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
}
