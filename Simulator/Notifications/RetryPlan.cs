namespace KantanSim.Notifications;

/// <summary>Retries of a notification: the merchant has 15 s to answer; then 5 retries, 60 minutes apart.</summary>
internal static class RetryPlan
{
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(60);
    public const int Retries = 5;

    /// <summary>The time of the next attempt after a failed one; null when there is none left.</summary>
    /// <param name="attempts">Attempts so far, including the failed one.</param>
    public static DateTimeOffset? After(int attempts, DateTimeOffset last) => attempts <= Retries ? last + Interval : null;
}
