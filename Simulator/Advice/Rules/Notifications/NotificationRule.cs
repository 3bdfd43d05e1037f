namespace KantanSim.Advice.Rules.Notifications;

/// <summary>A rule about what the shop answers to posts of the gateway, whoever makes the payment's calls.</summary>
internal abstract class NotificationRule : Rule
{
    public sealed override bool JudgesPlayed => true;
}
