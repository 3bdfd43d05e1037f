using System.Collections.Concurrent;

namespace KantanSim.Storage;

/// <summary>
/// Caches the rows that were written last, in two generations: when the young one is full, it replaces the old one. Only the writer thread
/// adds rows; any thread may read.
/// </summary>
/// <param name="capacity">The maximum number of rows.</param>
internal sealed class RecentRowCache<TKey, TRow>(int capacity) where TKey : notnull where TRow : class
{
    sealed record Generations(ConcurrentDictionary<TKey, TRow?> Young, ConcurrentDictionary<TKey, TRow?> Old);

    // One reference, so that a reader always gets two generations that belong together.
    volatile Generations generations = new(new(), new());

    /// <param name="row">Null when the row was deleted.</param>
    /// <returns>Whether the key is in the cache.</returns>
    public bool TryFind(TKey key, out TRow? row)
    {
        var current = generations;
        return current.Young.TryGetValue(key, out row) || current.Old.TryGetValue(key, out row);
    }

    /// <param name="row">Null when the row was deleted.</param>
    public void Set(TKey key, TRow? row)
    {
        if (generations.Young.Count >= capacity / 2) generations = new(new(), generations.Young);
        generations.Young[key] = row;
    }

    public void Clear() => generations = new(new(), new());
}
