using KantanSim.Protocol;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>Reads forms that the gateway's server posts, or that the browser posts for the gateway: percent-encoded CP932.</summary>
internal static class GatewayFormReader
{
    public const int MaxBodyBytes = 65_536;

    /// <returns>Null when the body is longer than <see cref="MaxBodyBytes"/>.</returns>
    public static async Task<Request?> Read(HttpRequest request) =>
        await RequestBody.Read(request, MaxBodyBytes) is { } body ? new(FormBody.Read(body)) : null;
}
