using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Api;

/// <summary>Sets a clock.</summary>
/// <param name="Mode"><c>real</c> (the clock runs) or <c>manual</c> (it stands still).</param>
/// <param name="Now">The new time. When left out: real time for <c>real</c>, the current simulated time for <c>manual</c>.</param>
/// <param name="ShopId">The shop whose clock is set, when the query does not name it.</param>
internal sealed record ClockRequest(string Mode, DateTimeOffset? Now = null, string? ShopId = null);

/// <summary>Advances a clock: either by a duration or to an instant.</summary>
/// <param name="ShopId">The shop whose clock is advanced; all clocks when left out.</param>
/// <param name="By">An ISO 8601 duration such as PT1H.</param>
/// <param name="To">An instant of the shop's clock, or of the common one.</param>
internal sealed record AdvanceRequest(string? ShopId = null, string? By = null, DateTimeOffset? To = null);

/// <summary>The simulated clocks: a common one, and those of the shops that were set or advanced alone.</summary>
internal static class ClockEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", View)
            .WithName("GetClock")
            .WithSummary("The simulated time of a shop, or the common one, and when the next job is due")
            .ProducesProblem(404);
        api.MapPut("/clock", Set)
            .WithName("SetClock")
            .WithSummary("Stops a clock at an instant, or lets it run")
            .WithDescription("manual without now stops it at the current time; real without now returns to real time. With shopId it is "
                + "the clock of this shop alone, which then no longer follows the common one. Without shopId all clocks get the mode and "
                + "move by the same span, so that they keep their distances.")
            .Accepts<ClockRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404);
        api.MapDelete("/clock", Follow)
            .WithName("FollowCommonClock")
            .WithSummary("Has a shop follow the common clock again")
            .ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/clock/advance", Advance)
            .WithName("AdvanceClock")
            .WithSummary("Advances a shop's clock, or all clocks, and answers when all jobs due until then have run, in order")
            .WithDescription("Returns how many terms have ended, charges were made, notifications were tried and sales were deposited, "
                + "with links. GET /api/clock shows how far a running advance is.")
            .Accepts<AdvanceRequest>("application/json", "*/*")
            .ProducesProblem(400).ProducesProblem(404);
        api.MapDelete("/clock/advance", Cancel)
            .WithName("CancelAdvance")
            .WithSummary("Cancels the running advance of a shop's clock, or all running advances, between two moments")
            .ProducesProblem(404);
    }

    static Ok<ClockView> View(ClockService clock, string? shopId) => TypedResults.Ok(clock.View(shopId));

    static async Task<Ok<ClockView>> Set(HttpRequest http, ClockService clock, string? shopId, CancellationToken cancel) =>
        TypedResults.Ok(await clock.Set(shopId, await JsonBody.Read(http), cancel));

    static async Task<Ok<ClockView>> Follow(ClockService clock, string? shopId, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(shopId))
        {
            throw ProblemException.BadRequest(
                [new("shopId", null, "a shop; the common clock cannot be deleted") { AllowedJa = "ショップID（共通の時計は削除できません）" }]);
        }
        return TypedResults.Ok(await clock.Follow(shopId, cancel));
    }

    static async Task<Ok<AdvanceView>> Advance(HttpRequest http, ClockService clock, string? shopId, CancellationToken cancel) =>
        TypedResults.Ok(await clock.Advance(shopId, await JsonBody.Read(http), cancel));

    static async Task<Ok<ClockView>> Cancel(ClockService clock, string? shopId) => TypedResults.Ok(await clock.CancelAdvance(shopId));
}
