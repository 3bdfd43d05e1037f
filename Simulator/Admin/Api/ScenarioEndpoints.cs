using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Scenarios: those that are loaded, and those that are armed for the next transactions.</summary>
internal static class ScenarioEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scenarios", List)
            .WithSummary("The scenarios, and the errors in files that could not be loaded");
        api.MapGet("/scenarios/armed", Armed)
            .WithSummary("The armed scenarios, oldest first");
        api.MapDelete("/scenarios/armed", Disarm)
            .WithSummary("Disarms all scenarios, or those of one shop");
        api.MapDelete("/scenarios/armed/{id}", DisarmOne)
            .WithSummary("Disarms one scenario")
            .ProducesProblem(404);
        api.MapPost("/scenarios/arm", ArmOne)
            .WithSummary("Has the next transactions that match play a scenario")
            .Accepts<ArmRequest>("application/json", "*/*")
            .ProducesProblem(400);
        api.MapGet("/scenarios/{name}", One)
            .WithSummary("One scenario")
            .ProducesProblem(404);
    }

    static Ok<ScenarioListing> List(ScenarioLibrary library) => TypedResults.Ok(new ScenarioListing(
        [.. library.Scenarios.Select(ScenarioView.Of)], [.. library.Diagnostics.Select(FileFaultView.Of)]));

    static Ok<ScenarioView> One(ScenarioLibrary library, string name) =>
        TypedResults.Ok(ScenarioView.Of(ScenarioLookup.Find(library, name)));

    static Ok<Listing<Arm>> Armed(ScenarioEngine engine, ShopRepository shops) =>
        TypedResults.Ok(new Listing<Arm>([.. engine.Armed.Where(arm => !shops.HasEnded(arm.ShopId ?? ""))], null));

    static async Task<Created<Arm>> ArmOne(HttpRequest http, ScenarioEngine engine)
    {
        var request = ArmRequest.From(await JsonBody.Read(http), engine.Library);
        var arm = await engine.Arm(request.Scenario, request.Times, request.ShopId, request.OrderId);
        return TypedResults.Created("/api/scenarios/armed", arm);
    }

    static async Task<NoContent> Disarm(ScenarioEngine engine, string? shopId)
    {
        await engine.Disarm(shopId);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> DisarmOne(ScenarioEngine engine, string id) =>
        await engine.DisarmOne(id) ? TypedResults.NoContent() : throw ProblemException.NotFound("arm", id);
}
