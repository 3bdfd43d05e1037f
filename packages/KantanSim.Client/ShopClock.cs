namespace KantanSim.Client;

/// <summary>The simulated time of one shop: deadlines, retries of notifications, months, deposits.</summary>
public sealed class ShopClock
{
    readonly ShopClient shop;

    internal ShopClock(ShopClient shop) => this.shop = shop;

    /// <summary>Reads it, and when the next job is due.</summary>
    public Task<ClockState> GetAsync() => shop.Client.GetClockAsync(shop.ShopId, shop.Cancellation);

    /// <summary>Advances it, and answers when everything that is due until then has happened, in order.</summary>
    /// <param name="by">Zero: waits for what is due now.</param>
    public Task<AdvanceResult> AdvanceAsync(TimeSpan by) =>
        shop.Client.AdvanceClockAsync(new() { ShopId = shop.ShopId, By = Durations.Format(by) }, shop.Cancellation);

    /// <summary>Advances it to an instant.</summary>
    public Task<AdvanceResult> AdvanceToAsync(DateTimeOffset to) =>
        shop.Client.AdvanceClockAsync(new() { ShopId = shop.ShopId, To = to }, shop.Cancellation);

    /// <summary>Stops it.</summary>
    /// <param name="now">The new time; null: its present time.</param>
    public Task<ClockState> StopAsync(DateTimeOffset? now = null) =>
        shop.Client.SetClockAsync(new() { ShopId = shop.ShopId, Mode = "manual", Now = now }, shop.Cancellation);

    /// <summary>Lets it run.</summary>
    /// <param name="now">The new time; null: real time.</param>
    public Task<ClockState> RunAsync(DateTimeOffset? now = null) =>
        shop.Client.SetClockAsync(new() { ShopId = shop.ShopId, Mode = "real", Now = now }, shop.Cancellation);
}
