using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Shops: each test may have its own. Passwords in notification URLs are masked in answers.</summary>
internal static class ShopEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/shops", List)
            .WithName("ListShops")
            .WithSummary("All shops");
        api.MapPost("/shops", Add)
            .WithName("AddShop")
            .WithSummary("Adds a shop")
            .WithDescription("expiresIn is an ISO 8601 duration in real time, PT1S to P365D. When it is over, the shop is deleted with all "
                + "of its data. members: own gives the shop members of its own, which start as the four built-in ones. "
                + "resultFrom: notification says that the shop learns results by notifications alone.")
            .Accepts<ShopRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/shops/{shopId}", One)
            .WithName("GetShop")
            .WithSummary("One shop")
            .ProducesProblem(404);
        api.MapPut("/shops/{shopId}", Change)
            .WithName("ChangeShop")
            .WithSummary("Changes a shop; what is left out stays")
            .WithDescription("expiresIn counts anew from now; an empty text removes the end. members cannot be changed. "
                + "advice switches rules of the advice off, by id, each with a reason of 1 to 200 characters. "
                + "It replaces all that are off; "
                + "{} or null switches all rules on again.")
            .Accepts<ShopRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/shops/{shopId}/connectivity-test", Test)
            .WithName("TestConnectivity")
            .WithSummary("Posts the gateway's connectivity test (E00000000) to the shop's notification URL, once")
            .WithDescription("Returns how the shop has answered.")
            .ProducesProblem(404);
        api.MapGet("/shops/{shopId}/charge-file", ChargeFile)
            .WithName("GetChargeFile")
            .WithSummary("The daily file of monthly charges: CSV in CP932, as the merchant gets it")
            .WithDescription("date is a day in Japan, yyyy-MM-dd; today when left out. A day without charges has header and footer. "
                + "The protocol choices ChargeFileLineEnd and ChargeFileName apply.")
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400).ProducesProblem(404);
        api.MapDelete("/shops/{shopId}", Delete)
            .WithName("DeleteShop")
            .WithSummary("Deletes a shop and its armed scenarios; its transactions and own members stay until a reset")
            .ProducesProblem(404);
    }

    static Ok<Listing<Shop>> List(ShopRepository shops) =>
        TypedResults.Ok(new Listing<Shop>([.. shops.All().Select(shop => shop.WithMaskedUrl())], null));

    static Ok<Shop> One(ShopService shops, string shopId) => TypedResults.Ok(shops.Find(shopId).WithMaskedUrl());

    static async Task<Created<Shop>> Add(HttpRequest http, ShopService shops)
    {
        var shop = await shops.Add(await JsonBody.Read(http, mayBeEmpty: true));
        return TypedResults.Created($"/api/shops/{shop.ShopId}", shop.WithMaskedUrl());
    }

    // Looks for the shop first: an unknown one is 404, whatever the body is.
    static async Task<Ok<Shop>> Change(HttpRequest http, ShopService shops, string shopId)
    {
        var found = shops.Find(shopId);
        var changed = await shops.Change(found.ShopId, await JsonBody.Read(http));
        return TypedResults.Ok(changed.WithMaskedUrl());
    }

    static async Task<Ok<AttemptView>> Test(ShopService shops, NotificationSender sender, string shopId, CancellationToken cancel) =>
        TypedResults.Ok(AttemptView.Of(await sender.Test(shops.Find(shopId), cancel)));

    static FileContentHttpResult ChargeFile(
        ShopService shops, ChargeResults results, DecisionContextFactory contexts, ShopClocks clocks, string shopId, string? date)
    {
        var shop = shops.Find(shopId);
        var day = date is null ? Jst.DateOf(clocks.Now(shop.ShopId)) : ShopService.Day(date);
        var options = contexts.Options.For(shop);
        var file = ChargeResults.File(shopId, results.Of(shop.ShopId, day), options);
        return TypedResults.File(file, $"text/csv;charset={Cp932.Name}", ChargeResults.FileName(shopId, day, options));
    }

    static async Task<NoContent> Delete(ShopService shops, string shopId)
    {
        await shops.Delete(shopId);
        return TypedResults.NoContent();
    }
}
