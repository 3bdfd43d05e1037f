using KantanSim.Operations;
using KantanSim.Settlement;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Whose transactions are forgotten; of all shops when none is named.</summary>
internal sealed record ResetRequest(string? ShopId);

/// <summary>The settlement agent's books, and forgetting.</summary>
internal static class DepositEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/deposits", List).WithSummary("What SBPS paid the merchants, and for which transactions");
        api.MapPost("/reset", Reset).WithSummary("Forgets transactions, notifications, deposits and arms; of one shop when it is named").Accepts<ResetRequest>("application/json", "*/*").ProducesProblem(400);
    }

    static async Task<Ok<Listing<DepositView>>> List(Deposits deposits, string? shopId, string? limit, string? cursor)
    {
        var count = ControlEndpoints.ParseLimit(limit);
        var after = deposits.All(shopId).SkipWhile(deposit => cursor is not null && deposit.Id != cursor).Skip(cursor is null ? 0 : 1).Take(count).ToList();
        var items = new List<DepositView>();
        foreach (var deposit in after)
            items.Add(new(deposit.Id, deposit.ShopId, deposit.ClosingDate, deposit.Gross, deposit.ShopCoupons, deposit.Net, deposits.Lines(deposit)));
        return TypedResults.Ok(new Listing<DepositView>(items, after.Count < count ? null : after[^1].Id));
    }

    static async Task<Ok<ResetView>> Reset(HttpRequest http, ResetService slate)
    {
        var body = await JsonBodyReader.Read(http, mayBeEmpty: true);
        var shopId = body.Text("shopId");
        body.ThrowIfInvalid();
        return TypedResults.Ok(new ResetView(await slate.Reset(shopId)));
    }
}
