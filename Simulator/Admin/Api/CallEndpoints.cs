using KantanSim.Operations;
using KantanSim.Traffic;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>The last requests to the gateway, also those that created no payment.</summary>
internal static class CallEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/calls", List)
            .WithSummary("The last requests to the gateway, newest first")
            .WithDescription(
                $"The last {ExchangeLog.Capacity}, stored over restarts. Filters: accessId, shopId, orderId, api. "
                + "limit 1 to 500, 50 when left out.");

    static Ok<Listing<CallView>> List(
        ExchangeLog log, string? accessId, string? shopId, string? orderId, string? api, string? limit, string? cursor)
    {
        var count = ListParameters.ParseLimit(limit);
        var below = ListParameters.ParseCursor(cursor);
        // One more than asked for: it says whether the list continues.
        var found = log.Newest().Where(call => call.Number < below && IsWanted(call)).Take(count + 1).ToList();
        var next = found.Count > count ? found[count - 1].Number : (long?)null;
        return TypedResults.Ok(new Listing<CallView>([.. found.Take(count).Select(CallView.Of)], ListParameters.FormatCursor(next)));

        bool IsWanted(Exchange call) =>
            (accessId is null || call.AccessId == accessId)
            && (api is null || call.Api == api)
            && (shopId is null || call.ShopId == shopId)
            && (orderId is null || call.OrderId == orderId);
    }
}
