namespace KantanSim.Notifications;

/// <summary>When a notification is tried again (protocol.md 5): 15 s for an answer; then every 60 minutes, 5 times.</summary>
internal static class RetryPlan
{
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(60);
    public const int Retries = 5;

    /// <summary>The next try after one that failed, or null when all are used up.</summary>
    public static DateTimeOffset? After(int attempts, DateTimeOffset last) => attempts <= Retries ? last + Interval : null;
}
