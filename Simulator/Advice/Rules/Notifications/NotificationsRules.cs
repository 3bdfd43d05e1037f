namespace KantanSim.Advice.Rules.Notifications;

/// <summary>Rules about result notifications.</summary>
internal static class NotificationsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new NotificationRedirect(),
    ];
}
