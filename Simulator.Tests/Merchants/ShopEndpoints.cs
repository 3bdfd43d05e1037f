using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KantanSim.Tests.Merchants;

/// <summary>
/// What people and tests do at a shop, as JSON over HTTP. An order is a purchase with all its tries, known by the number of the purchase,
/// such as <c>G000001</c>. 400 or 422: refused before any call; 404: no such order; 409: not in this state; 503: try again.
/// </summary>
internal static class ShopEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Func<string, GoodShop> shopOf)
    {
        MapOrders(routes, shopOf);
        MapActs(routes.MapGroup("/{shopId}/orders/{id}"), shopOf);
        MapHooks(routes.MapGroup("/{shopId}"), shopOf);
    }

    static void MapOrders(IEndpointRouteBuilder routes, Func<string, GoodShop> shopOf)
    {
        routes.MapPost("/orders", (JsonObject body) => Place(shopOf(Text(body, "shopId")), body));
        routes.MapGet("/{shopId}/orders/{id}", (string shopId, string id) => View(shopOf(shopId), id));
    }

    static void MapActs(IEndpointRouteBuilder order, Func<string, GoodShop> shopOf)
    {
        order.MapPost("/ship", (string shopId, string id) => Act(shopOf(shopId), id, (shop, orderId) => IsDone(shop.Ship(orderId))));
        order.MapPost("/cancel", (string shopId, string id) => Act(shopOf(shopId), id, (shop, orderId) => shop.CancelUnshipped(orderId)));
        order.MapPost("/again", (string shopId, string id) => Again(shopOf(shopId), id));
        order.MapPost("/reprice", (string shopId, string id, JsonObject body) => Reprice(shopOf(shopId), id, Yen(body)));
    }

    static void MapHooks(IEndpointRouteBuilder shop, Func<string, GoodShop> shopOf)
    {
        shop.MapPost("/jobs", (string shopId) => RunJobs(shopOf(shopId)));
        shop.MapPost("/restart", async (string shopId) =>
        {
            await shopOf(shopId).Restart();
            return Results.Ok(new { });
        });
        shop.MapPost("/break", (string shopId) => Results.Ok(new { isAway = shopOf(shopId).Records.IsAway = true }));
        shop.MapPost("/mend", (string shopId) => Results.Ok(new { isAway = shopOf(shopId).Records.IsAway = false }));
    }

    static async Task<IResult> Place(GoodShop shop, JsonObject body)
    {
        var (amount, item) = (Yen(body), Text(body, "item"));
        if (ShopRefusals.For(amount, item) is { } reason) return Refused(reason, StatusCodes.Status422UnprocessableEntity);
        shop.Access.ShopPass = Text(body, "shopPass");
        var purchase = PurchaseView.IdOf(await shop.Place(amount, item));
        return Results.Created($"/{shop.Access.ShopId}/orders/{purchase}", PurchaseView.Of(shop.Records, purchase));
    }

    static IResult View(GoodShop shop, string id) =>
        PurchaseView.Of(shop.Records, id) is { } view ? Results.Ok(view) : Results.NotFound(new { error = "no such order" });

    static Task<IResult> Reprice(GoodShop shop, string id, int amount) =>
        ShopRefusals.ForAmount(amount) is { } reason
            ? Task.FromResult(Refused(reason, StatusCodes.Status422UnprocessableEntity))
            : Act(shop, id, (_, orderId) => IsDone(shop.Reprice(orderId, amount)));

    // Acts on the newest try. The older ones cannot be paid, or are refunded when they are.
    static async Task<IResult> Act(GoodShop shop, string id, Func<GoodShop, string, Task<bool>> act)
    {
        if (PurchaseView.Newest(shop.Records, id) is not { } order) return Results.NotFound(new { error = "no such order" });
        if (order.ShownState is ShopOrderState.Failed or ShopOrderState.Cancelled) return Refused($"the order is {order.ShownState}");
        return await act(shop, order.OrderId) ? View(shop, id) : Refused("the order is shipped");
    }

    static async Task<bool> IsDone(Task work)
    {
        await work;
        return true;
    }

    // A try that can still be paid, or whose calls are not done yet, is not replaced.
    static async Task<IResult> Again(GoodShop shop, string id)
    {
        if (PurchaseView.Newest(shop.Records, id) is not { } order) return Results.NotFound(new { error = "no such order" });
        if (order.CancelledAt is not null || order.ShownState > ShopOrderState.Failed) return Refused($"the order is {order.ShownState}");
        if (order.IsUsedUp) await shop.PlaceAgain(order.OrderId);
        else await shop.RunJobs();
        return View(shop, id);
    }

    // Without its database the shop can do nothing, which is no fault of whoever asked for it.
    static async Task<IResult> RunJobs(GoodShop shop)
    {
        int done;
        do
        {
            done = shop.Records.Log.Count;
            if (!shop.Records.IsAway) await shop.RunJobs();
        }
        while (shop.Records.Log.Count > done);
        return Results.Ok(new { });
    }

    static IResult Refused(string reason, int status = StatusCodes.Status409Conflict) =>
        Results.Json(new { error = reason }, statusCode: status);

    static string Text(JsonObject body, string name) => body[name]?.ToString() ?? "";

    // 0 is refused later.
    static int Yen(JsonObject body) =>
        int.TryParse(Text(body, "amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : 0;
}
