namespace KantanSim.Web;

/// <summary>The paths of the consumer's way: pages of the gateway, the wallet and the demo shop.</summary>
internal static class ConsumerPaths
{
    static readonly PathString[] Prefixes = ["/payment", "/recruit", "/shop"];

    public static bool Has(PathString path) => Array.Exists(Prefixes, prefix => path.StartsWithSegments(prefix));
}
