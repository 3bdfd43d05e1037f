using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Deletes the data of one shop, or of all.</summary>
/// <param name="ShopId">Null: of all shops.</param>
internal sealed record ResetRequest(string? ShopId);

/// <summary>Deletes what tests leave behind.</summary>
internal static class ResetEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/reset", Reset)
            .WithName("Reset")
            .WithSummary("Deletes transactions, notifications, deposits and armed scenarios, of all shops or of one")
            .WithDescription("A reset of one shop keeps the scenarios that are armed for any shop.")
            .Accepts<ResetRequest>("application/json", "*/*")
            .ProducesProblem(400);

    static async Task<Ok<ResetView>> Reset(HttpRequest http, ResetService service)
    {
        var body = await JsonBody.Read(http, mayBeEmpty: true);
        var shopId = body.Text("shopId");
        body.ThrowIfInvalid();
        return TypedResults.Ok(new ResetView(await service.Reset(shopId)));
    }
}
