namespace KantanSim.Client;

/// <summary>The simulated time of one shop: deadlines, retries of notifications, months, deposits.</summary>
public sealed class ShopClock
{
    readonly KantanSimClient client;
    readonly string shopId;

    internal ShopClock(KantanSimClient client, string shopId) => (this.client, this.shopId) = (client, shopId);

    /// <summary>Reads it, and when the next job is due.</summary>
    public Task<ClockState> GetAsync(CancellationToken cancel = default) => client.GetClockAsync(shopId, cancel);

    /// <summary>Advances it, and answers when everything that is due until then has happened, in order.</summary>
    /// <param name="by">Zero: waits for what is due now.</param>
    public Task<AdvanceResult> AdvanceAsync(TimeSpan by, CancellationToken cancel = default) =>
        client.AdvanceClockAsync(new() { ShopId = shopId, By = Durations.Format(by) }, cancel);

    /// <summary>Advances it to an instant.</summary>
    public Task<AdvanceResult> AdvanceToAsync(DateTimeOffset to, CancellationToken cancel = default) =>
        client.AdvanceClockAsync(new() { ShopId = shopId, To = to }, cancel);

    /// <summary>Stops it.</summary>
    /// <param name="now">The new time; null: its present time.</param>
    public Task<ClockState> StopAsync(DateTimeOffset? now = null, CancellationToken cancel = default) =>
        client.SetClockAsync(new() { ShopId = shopId, Mode = "manual", Now = now }, cancel);

    /// <summary>Lets it run.</summary>
    /// <param name="now">The new time; null: real time.</param>
    public Task<ClockState> RunAsync(DateTimeOffset? now = null, CancellationToken cancel = default) =>
        client.SetClockAsync(new() { ShopId = shopId, Mode = "real", Now = now }, cancel);
}
