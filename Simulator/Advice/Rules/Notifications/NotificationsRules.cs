namespace KantanSim.Advice.Rules.Notifications;

/// <summary>Rules about result notifications.</summary>
internal static class NotificationsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new NotificationNeverReceived(),
        new NotificationReceivedLate(),
        new NotificationAnswerBody(),
        new NotificationRedirect(),
        new NotificationLoginWall(),
        new NotificationSlow(),
        new NotificationDuplicateError(),
        new ConnectivityTestError(),
        new NotificationUrlMissing(),
        new NotificationAnswerPadded(),
        new NotificationAnsweredOne(),
    ];
}
