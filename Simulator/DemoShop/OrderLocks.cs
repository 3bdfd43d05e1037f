namespace KantanSim.DemoShop;

/// <summary>Lets one call at a time change the payment of an order. A shop with several servers would lock the order's row.</summary>
internal sealed class OrderLocks : IDisposable
{
    // Orders share locks, so that the locks need not be counted. No call takes two.
    readonly SemaphoreSlim[] locks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public async Task<T> Run<T>(string orderId, Func<Task<T>> act)
    {
        var one = locks[(uint)orderId.GetHashCode(StringComparison.Ordinal) % (uint)locks.Length];
        await one.WaitAsync();
        try { return await act(); }
        finally { one.Release(); }
    }

    public void Dispose()
    {
        foreach (var one in locks) one.Dispose();
    }
}
