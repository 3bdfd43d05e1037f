using KantanSim.Operations;
using KantanSim.Settlement;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Deposits by the settlement agent.</summary>
internal static class DepositEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/deposits", List)
            .WithName("ListDeposits")
            .WithSummary("What SBPS paid the merchants, and for which transactions");

    static Ok<Listing<DepositView>> List(Deposits deposits, string? shopId, string? limit, string? cursor)
    {
        var count = ListParameters.ParseLimit(limit);
        var found = After(deposits.All(shopId), cursor).Take(count).ToList();
        var items = found.Select(deposit => DepositView.Of(deposit, deposits.Lines(deposit))).ToList();
        return TypedResults.Ok(new Listing<DepositView>(items, found.Count < count ? null : found[^1].Id));
    }

    // The cursor is the id of the last deposit of the answer before.
    static IEnumerable<Deposit> After(IEnumerable<Deposit> deposits, string? cursor) =>
        cursor is null ? deposits : deposits.SkipWhile(deposit => deposit.Id != cursor).Skip(1);
}
