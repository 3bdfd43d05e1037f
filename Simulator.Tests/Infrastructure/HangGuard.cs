namespace KantanSim.Tests.Infrastructure;

/// <summary>
/// Turns an endless wait into a failure. No working program comes near the limit on the busiest machine: nothing is measured by it.
/// </summary>
internal static class HangGuard
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Task WithHangGuard(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> WithHangGuard<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
