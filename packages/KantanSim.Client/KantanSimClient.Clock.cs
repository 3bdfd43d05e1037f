namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Reads the simulated time, and when the next job is due.</summary>
    /// <param name="shopId">The shop's clock; null: the common one.</param>
    public Task<ClockState> GetClockAsync(string? shopId = null, CancellationToken cancel = default) =>
        api.Get<ClockState>(Query.Of("api/clock", ("shopId", shopId)), cancel);

    /// <summary>Stops a clock at an instant, or lets it run.</summary>
    public Task<ClockState> SetClockAsync(ClockRequest request, CancellationToken cancel = default) =>
        api.Send<ClockState>(HttpMethod.Put, "api/clock", request, cancel);

    /// <summary>Has a shop follow the common clock again.</summary>
    public Task<ClockState> FollowCommonClockAsync(string shopId, CancellationToken cancel = default) =>
        api.Send<ClockState>(HttpMethod.Delete, Query.Of("api/clock", ("shopId", shopId)), null, cancel);

    /// <summary>Advances a clock, and answers when everything that is due until then has happened, in order.</summary>
    public Task<AdvanceResult> AdvanceClockAsync(AdvanceRequest request, CancellationToken cancel = default) =>
        api.Send<AdvanceResult>(HttpMethod.Post, "api/clock/advance", request, cancel);

    /// <summary>Cancels the running advance of a shop's clock, or all running advances, between two moments.</summary>
    public Task<ClockState> CancelAdvanceAsync(string? shopId = null, CancellationToken cancel = default) =>
        api.Send<ClockState>(HttpMethod.Delete, Query.Of("api/clock/advance", ("shopId", shopId)), null, cancel);
}
