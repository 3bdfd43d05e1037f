using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Sets the clock.</summary>
/// <param name="Mode"><c>real</c> (the clock runs) or <c>manual</c> (it stands still).</param>
/// <param name="Now">The new time. When left out: real time for <c>real</c>, the current simulated time for <c>manual</c>.</param>
internal sealed record ClockRequest(string Mode, DateTimeOffset? Now);

/// <summary>Advances the clock: either by a duration or to an instant.</summary>
/// <param name="By">An ISO 8601 duration such as PT1H.</param>
internal sealed record AdvanceRequest(string? By, DateTimeOffset? To);

/// <summary>The simulated clock.</summary>
internal static class ClockEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", View)
            .WithSummary("The simulated time, and when the next job is due");
        api.MapPut("/clock", Set)
            .WithSummary("Stops the clock at an instant, or lets it run")
            .WithDescription("manual without now stops it at the current time; real without now returns to real time.")
            .Accepts<ClockRequest>("application/json", "*/*")
            .ProducesProblem(400);
        api.MapPost("/clock/advance", Advance)
            .WithSummary("Advances the clock, and answers when all jobs due until then have run, in order")
            .Accepts<AdvanceRequest>("application/json", "*/*")
            .ProducesProblem(400);
    }

    static Ok<ClockView> View(ClockService clock) => TypedResults.Ok(clock.View());

    static async Task<Ok<ClockView>> Set(HttpRequest http, ClockService clock, CancellationToken cancel) =>
        TypedResults.Ok(await clock.Set(await JsonBody.Read(http), cancel));

    static async Task<Ok<ClockView>> Advance(HttpRequest http, ClockService clock, CancellationToken cancel) =>
        TypedResults.Ok(await clock.Advance(await JsonBody.Read(http), cancel));
}
