namespace KantanSim.Web;

/// <summary>The paths that a consumer's browser visits: pages of the gateway, the wallet and the demo shop.</summary>
internal static class ConsumerPaths
{
    static readonly PathString[] Prefixes = ["/payment", "/recruit", "/shop"];

    public static bool Has(PathString path) => Array.Exists(Prefixes, prefix => path.StartsWithSegments(prefix));
}
