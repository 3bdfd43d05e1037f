using System.Globalization;
using System.Text.Json.Nodes;
using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Commands;

/// <summary>Adds, lists and deletes shops of a running server.</summary>
internal sealed class ShopCommand(ClientSession session)
{
    const string Nowhere = "nowhere; give --notify-url to a new shop, or set it on the dashboard";

    readonly CommandOutput output = session.Output;

    /// <param name="shop">The members of the new shop that were given, as in <c>POST /api/shops</c>.</param>
    public async Task<int> Add(JsonObject shop, CancellationToken cancel)
    {
        var added = await session.Api.Send(HttpMethod.Post, "/shops", shop, ControlJson.Default.Shop, cancel);
        if (output.IsJson) await output.Json(added, CommandJson.Types.Shop);
        else foreach (var line in Describe(added)) await output.Line(line);
        return ExitCodes.Success;
    }

    public async Task<int> List(CancellationToken cancel)
    {
        var shops = (await session.Api.List("/shops", ControlJson.Default.ListingShop, cancel)).Items;
        if (output.IsJson) await output.Array(shops, CommandJson.Types.Shop);
        else foreach (var shop in shops) await output.Line(Summarise(shop));
        if (!output.IsJson && shops.Count == 0) await output.Message("There is no shop. Add one: kantansim shop add");
        return ExitCodes.Success;
    }

    public async Task<int> Delete(string shopId, CancellationToken cancel)
    {
        await session.Api.Send(HttpMethod.Delete, $"/shops/{Uri.EscapeDataString(shopId)}", null, cancel);
        if (output.IsJson) await output.Json(new JsonObject { ["deleted"] = shopId });
        else await output.Line($"Shop {shopId} was deleted. Its payments stay until a reset.");
        return ExitCodes.Success;
    }

    IEnumerable<string> Describe(Shop shop)
    {
        yield return $"Shop {shop.ShopId} was added.";
        yield return $"  ShopID     {shop.ShopId}";
        yield return $"  ShopPass   {shop.ShopPass}";
        yield return $"  gateway    {session.Server}/payment/";
        yield return $"  dashboard  {session.Server}/shops/{shop.ShopId}";
        yield return $"  notified   {(shop.NotifyUrl.Length == 0 ? Nowhere : shop.NotifyUrl)}";
        if (shop.ExpiresAt is { } end) yield return $"  ends       {end.ToString("o", CultureInfo.InvariantCulture)}";
    }

    static string Summarise(Shop shop)
    {
        var scenario = shop.Scenario.Length == 0 ? "" : $"  plays {shop.Scenario}";
        var url = shop.NotifyUrl.Length == 0 ? "no notifications" : shop.NotifyUrl;
        return $"{shop.ShopId,-13}  {shop.ShopPass,-10}  {url}{(shop.Name.Length == 0 ? "" : $"  {shop.Name}")}{scenario}";
    }
}
