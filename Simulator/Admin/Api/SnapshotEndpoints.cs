using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Takes a snapshot.</summary>
/// <param name="Name">1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, which is not the first.</param>
/// <param name="ShopId">Null: everything.</param>
/// <param name="Replace">Whether to replace the snapshot that has the name.</param>
internal sealed record SnapshotRequest(string Name, string? ShopId = null, bool? Replace = null);

/// <summary>Snapshots of one shop, or of everything.</summary>
internal static class SnapshotEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/snapshots", List)
            .WithName("ListSnapshots")
            .WithSummary("All snapshots, by name")
            .WithDescription("A snapshot with a fault cannot be restored.");
        api.MapPost("/snapshots", Take)
            .WithName("TakeSnapshot")
            .WithSummary("Takes a snapshot of one shop, or of everything when shopId is left out")
            .WithDescription("Waits until due jobs have run. A snapshot holds payments with their timelines, notifications and jobs, "
                + "deposits, charge results, armed scenarios, the clock and the own members; without shopId all shops, members and clocks.")
            .Accepts<SnapshotRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/snapshots/{name}", One)
            .WithName("GetSnapshot")
            .WithSummary("One snapshot")
            .ProducesProblem(404);
        api.MapPost("/snapshots/{name}/restore", Restore)
            .WithName("RestoreSnapshot")
            .WithSummary("Puts the shop, or everything, back into the state of a snapshot")
            .WithDescription("All or nothing. What has happened since is deleted. Settings of shops stay; a shop that was deleted is added "
                + "again. A running clock makes jobs due that were due since.")
            .ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/snapshots/{name}", Delete)
            .WithName("DeleteSnapshot")
            .WithSummary("Deletes a snapshot")
            .ProducesProblem(404);
    }

    static Ok<Listing<SnapshotView>> List(SnapshotService snapshots) =>
        TypedResults.Ok(new Listing<SnapshotView>([.. snapshots.List().Select(SnapshotView.Of)], null));

    static Ok<SnapshotView> One(SnapshotService snapshots, string name) => TypedResults.Ok(SnapshotView.Of(snapshots.Find(name)));

    static async Task<Created<SnapshotView>> Take(HttpRequest http, SnapshotService snapshots, CancellationToken cancel)
    {
        var view = SnapshotView.Of(await snapshots.Take(await JsonBody.Read(http), cancel));
        return TypedResults.Created($"/api/snapshots/{view.Name}", view);
    }

    static async Task<Ok<SnapshotView>> Restore(SnapshotService snapshots, string name, CancellationToken cancel) =>
        TypedResults.Ok(SnapshotView.Of(await snapshots.Restore(name, cancel)));

    static async Task<NoContent> Delete(SnapshotService snapshots, string name)
    {
        await snapshots.Delete(name);
        return TypedResults.NoContent();
    }
}
