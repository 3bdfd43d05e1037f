using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Scenarios: those that are loaded, and those that are armed for the next transactions.</summary>
internal static class ScenarioEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scenarios", List)
            .WithName("ListScenarios")
            .WithSummary("The scenarios, and the errors in files that could not be loaded");
        api.MapGet("/scenarios/armed", Armed)
            .WithName("ListArmed")
            .WithSummary("The armed scenarios, oldest first");
        api.MapDelete("/scenarios/armed", Disarm)
            .WithName("DisarmAll")
            .WithSummary("Disarms all scenarios, those of one shop, or those of any shop (*)");
        api.MapDelete("/scenarios/armed/{id}", DisarmOne)
            .WithName("Disarm")
            .WithSummary("Disarms one scenario")
            .ProducesProblem(404);
        api.MapPost("/scenarios/arm", ArmOne)
            .WithName("Arm")
            .WithSummary("Has the next transactions that match play a scenario")
            .WithDescription("shopId is required unless there is exactly one shop; * is any shop. expiresIn is an ISO 8601 duration in "
                + "real time, from PT1S to P30D. note has up to 200 characters.")
            .Accepts<ArmRequest>("application/json", "*/*")
            .ProducesProblem(400);
        api.MapGet("/scenarios/{name}", One)
            .WithName("GetScenario")
            .WithSummary("One scenario")
            .ProducesProblem(404);
    }

    static Ok<ScenarioListing> List(ScenarioLibrary library) => TypedResults.Ok(new ScenarioListing(
        [.. library.Scenarios.Select(ScenarioView.Of)], [.. library.Diagnostics.Select(FileFaultView.Of)]));

    static Ok<ScenarioView> One(ScenarioLibrary library, string name) =>
        TypedResults.Ok(ScenarioView.Of(ScenarioLookup.Find(library, name)));

    static Ok<Listing<ArmView>> Armed(ArmService arms) => TypedResults.Ok(new Listing<ArmView>(arms.All(), null));

    static async Task<Created<ArmView>> ArmOne(HttpRequest http, ArmService arms) =>
        TypedResults.Created("/api/scenarios/armed", await arms.Add(await JsonBody.Read(http)));

    static async Task<NoContent> Disarm(ArmService arms, string? shopId)
    {
        await arms.Disarm(shopId);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> DisarmOne(ArmService arms, string id) =>
        await arms.DisarmOne(id) ? TypedResults.NoContent() : throw ProblemException.NotFound("arm", id);
}
