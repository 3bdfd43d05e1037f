using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Mode is <c>real</c> or <c>manual</c>; now is where it stands or runs on from.</summary>
internal sealed record ClockRequest(string Mode, DateTimeOffset? Now);

/// <summary>By an ISO 8601 duration such as PT1H, or to an instant.</summary>
internal sealed record AdvanceRequest(string? By, DateTimeOffset? To);

/// <summary>Simulated time.</summary>
internal static class ClockEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", View).WithSummary("The simulated time, and when something is due next");
        api.MapPut("/clock", Set).WithSummary("Stops the clock at a moment, or lets it run").WithDescription("manual without now stops where it is; real without now goes back to real time.").Accepts<ClockRequest>("application/json", "*/*").ProducesProblem(400);
        api.MapPost("/clock/advance", Advance).WithSummary("Lets time pass: everything due in between has happened, in order, when it answers").Accepts<AdvanceRequest>("application/json", "*/*").ProducesProblem(400);
    }

    static Ok<ClockView> View(ClockService clock) => TypedResults.Ok(clock.View());

    static async Task<Ok<ClockView>> Set(HttpRequest http, ClockService clock, CancellationToken cancel) =>
        TypedResults.Ok(await clock.Set(await JsonBodyReader.Read(http), cancel));

    static async Task<Ok<ClockView>> Advance(HttpRequest http, ClockService clock, CancellationToken cancel) =>
        TypedResults.Ok(await clock.Advance(await JsonBodyReader.Read(http), cancel));
}
