using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Web;
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
        api.MapPost("/scenarios/{name}/play", Play)
            .WithName("PlayScenario")
            .WithSummary("Plays a whole payment by a scenario in a shop's place, and answers when the scenario's script is at its end")
            .WithDescription("The shop's calls go over HTTP to this server's gateway, and are not judged by the advice. The consumer does "
                + "what the scenario says, and notifications go to the shop. Where the script advances the time, the clock of this shop "
                + "alone is advanced, which then no longer follows the common one; with advance false the script ends there. It also ends at "
                + "the first step that gets something else than the script says; complete is false then.")
            .Accepts<PlayRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    static Ok<ScenarioListing> List(ScenarioLibrary library) => TypedResults.Ok(new ScenarioListing(
        [.. library.Scenarios.Select(ScenarioView.Of)], [.. library.Diagnostics.Select(FileFaultView.Of)]));

    static Ok<ScenarioView> One(ScenarioLibrary library, string name) =>
        TypedResults.Ok(ScenarioView.Of(ScenarioLookup.Find(library, name)));

    static async Task<Ok<PlayView>> Play(
        HttpRequest http, PlayService player, PublicUrl publicUrl, string name, CancellationToken cancel)
    {
        var body = await JsonBody.Read(http, mayBeEmpty: true);
        return TypedResults.Ok(await player.Play(name, body, publicUrl.For(http), cancel));
    }

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
