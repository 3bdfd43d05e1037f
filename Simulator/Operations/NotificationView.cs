using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A result notification, with its attempts.</summary>
internal sealed record NotificationView
{
    public static readonly IReadOnlyList<string> States =
        [.. Enum.GetValues<NotificationState>().Select(state => state.ToString().ToLowerInvariant())];

    public required string Id { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Status { get; init; }
    /// <summary><c>pending</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public required string State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    /// <summary>The fields of the posted form, decoded.</summary>
    public required IReadOnlyDictionary<string, string> Body { get; init; }
    public required IReadOnlyList<AttemptView> Attempts { get; init; }

    public static NotificationView Of(Notification notification) => new()
    {
        Id = notification.Id,
        AccessId = notification.AccessId,
        ShopId = notification.ShopId,
        OrderId = notification.OrderId,
        Status = notification.Status.Code,
        State = StateOf(notification),
        CreatedAt = notification.CreatedAt,
        NextAttemptAt = notification.NextAttemptAt is { } next && notification.State == NotificationState.Pending ? next : null,
        Body = notification.Fields.ToDictionary(field => field.Key, field => field.Value),
        Attempts = [.. notification.Attempts.Select(AttemptView.Of)],
    };

    public static string StateOf(Notification notification) => notification.State.ToString().ToLowerInvariant();
}
