namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Lists what the shops did wrong, newest payment first.</summary>
    /// <param name="limit">1 to 500.</param>
    public Task<Listing<Finding>> ListAdviceAsync(
        AdviceFilter? filter = null, int? limit = null, string? cursor = null, CancellationToken cancel = default) =>
        api.Get<Listing<Finding>>(AdviceQuery(filter, limit, cursor), cancel);

    /// <summary>Lists the last requests to the gateway, newest first.</summary>
    /// <param name="limit">1 to 500.</param>
    public Task<Listing<GatewayCall>> ListCallsAsync(
        CallFilter? filter = null, int? limit = null, string? cursor = null, CancellationToken cancel = default) =>
        api.Get<Listing<GatewayCall>>(
            Query.Of("api/calls", [.. (filter ?? new()).Parameters, ("limit", limit), ("cursor", cursor)]), cancel);

    /// <summary>Lists result notifications, those of the newest payment first.</summary>
    /// <param name="state"><c>pending</c>, <c>delivered</c> or <c>failed</c>; null: all.</param>
    /// <param name="limit">1 to 500.</param>
    public Task<Listing<Notification>> ListNotificationsAsync(
        string? accessId = null, string? shopId = null, string? state = null, int? limit = null, string? cursor = null,
        CancellationToken cancel = default) =>
        api.Get<Listing<Notification>>(
            Query.Of("api/notifications",
                ("accessId", accessId), ("shopId", shopId), ("state", state), ("limit", limit), ("cursor", cursor)), cancel);

    /// <summary>Reads a notification with every attempt.</summary>
    public Task<Notification> GetNotificationAsync(string id, CancellationToken cancel = default) =>
        api.Get<Notification>(PathOfNotification(id), cancel);

    /// <summary>Sends a notification again now, whatever its state is.</summary>
    public Task<Notification> ResendNotificationAsync(string id, CancellationToken cancel = default) =>
        api.Send<Notification>(HttpMethod.Post, $"{PathOfNotification(id)}/resend", null, cancel);

    /// <summary>Lists what SBPS paid the merchants.</summary>
    /// <param name="limit">1 to 500.</param>
    public Task<Listing<Deposit>> ListDepositsAsync(
        string? shopId = null, int? limit = null, string? cursor = null, CancellationToken cancel = default) =>
        api.Get<Listing<Deposit>>(Query.Of("api/deposits", ("shopId", shopId), ("limit", limit), ("cursor", cursor)), cancel);

    internal Listing<Finding> ListAdvice(AdviceFilter filter, string? cursor) =>
        api.GetNow<Listing<Finding>>(AdviceQuery(filter, null, cursor));

    static string AdviceQuery(AdviceFilter? filter, int? limit, string? cursor) =>
        Query.Of("api/advice", [.. (filter ?? new()).Parameters, ("limit", limit), ("cursor", cursor)]);

    static string PathOfNotification(string id) => $"api/notifications/{Query.Segment(id)}";
}
