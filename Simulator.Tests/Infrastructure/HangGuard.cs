namespace KantanSim.Tests.Infrastructure;

/// <summary>
/// Turns an endless wait into a failure. The limit is so long that a working program does not reach it even on a very busy machine.
/// </summary>
internal static class HangGuard
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Task WithHangGuard(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> WithHangGuard<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
