using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The worst state of a payment's notifications, best first.</summary>
internal enum NotificationResult
{
    None,
    Delivered,
    /// <summary>Not sent yet, or to be sent once more although it was received.</summary>
    Pending,
    /// <summary>The last try was not received, and it is tried again.</summary>
    Retrying,
    Failed,
}

/// <summary>Finds the result of notifications.</summary>
internal static class NotificationResults
{
    public static NotificationResult Worst(IEnumerable<Notification> notifications) =>
        notifications.Select(Of).DefaultIfEmpty(NotificationResult.None).Max();

    static NotificationResult Of(Notification notification) => notification.State switch
    {
        NotificationState.Delivered => NotificationResult.Delivered,
        NotificationState.Failed => NotificationResult.Failed,
        _ => notification.Attempts is [.., { End: not AttemptResult.Received }] ? NotificationResult.Retrying : NotificationResult.Pending,
    };
}
