using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Scenarios: what is loaded, and arming.</summary>
internal static class ScenarioEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scenarios", (ScenarioLibrary library) =>
            TypedResults.Ok(new ScenarioListing([.. library.Scenarios.Select(ScenarioView.Of)], [.. library.Diagnostics.Select(fault => new FileFaultView(fault.File, fault.Line, fault.Column, fault.Code, fault.Message, fault.Suggestion))]))).WithSummary("The scenarios, and the faults of files that are none");
        api.MapGet("/scenarios/armed", (ScenarioEngine choices) => TypedResults.Ok(new Listing<Arm>(choices.Armed, null))).WithSummary("What is armed, oldest first");
        api.MapDelete("/scenarios/armed", Disarm).WithSummary("Takes back what is armed, of one shop when it is named");
        api.MapDelete("/scenarios/armed/{id}", DisarmOne).WithSummary("Takes one arm back").ProducesProblem(404);
        api.MapPost("/scenarios/arm", ArmOne).WithSummary("The next fitting transactions play a scenario").Accepts<ArmRequest>("application/json", "*/*").ProducesProblem(400);
        api.MapGet("/scenarios/{name}", (ScenarioLibrary library, string name) =>
            TypedResults.Ok(ScenarioView.Of(ScenarioLookup.Find(library, name)))).WithSummary("One scenario").ProducesProblem(404);
    }

    static async Task<Created<Arm>> ArmOne(HttpRequest http, ScenarioEngine choices)
    {
        var request = ArmRequest.From(await JsonBodyReader.Read(http), choices.Library);
        return TypedResults.Created("/api/scenarios/armed", await choices.Arm(request.Scenario, request.Times, request.ShopId, request.OrderId));
    }

    static async Task<NoContent> Disarm(ScenarioEngine choices, string? shopId)
    {
        await choices.Disarm(shopId);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> DisarmOne(ScenarioEngine choices, string id) =>
        await choices.DisarmOne(id) ? TypedResults.NoContent() : throw ProblemException.NotFound("arm", id);
}
