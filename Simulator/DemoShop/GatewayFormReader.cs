using KantanSim.Protocol;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>Forms that come from the gateway, by its server or through the browser: percent-encoded CP932.</summary>
internal static class GatewayFormReader
{
    /// <summary>The longest form that is read, in bytes.</summary>
    public const int LongestBody = 65_536;

    /// <summary>The form, or null when it is too long.</summary>
    public static async Task<Request?> Read(HttpRequest request) => await RequestBody.Read(request, LongestBody) is { } body ? new(FormBody.Read(body)) : null;
}
