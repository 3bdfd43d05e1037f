using System.Collections.Concurrent;

namespace KantanSim.Storage;

/// <summary>The rows that were written last, in two generations: a full one replaces the older one. The writer thread adds, anybody may look.</summary>
internal sealed class RecentRowCache<TKey, TRow>(int capacity) where TKey : notnull where TRow : class
{
    sealed record Generations(ConcurrentDictionary<TKey, TRow?> Young, ConcurrentDictionary<TKey, TRow?> Old);

    // One reference, so that a reader sees both at one moment.
    volatile Generations generations = new(new(), new());

    /// <param name="row">Null: it was deleted.</param>
    /// <returns>Whether anything is known of it.</returns>
    public bool TryFind(TKey key, out TRow? row)
    {
        var (young, old) = generations;
        return young.TryGetValue(key, out row) || old.TryGetValue(key, out row);
    }

    public void Set(TKey key, TRow? row)
    {
        if (generations.Young.Count >= capacity / 2) generations = new(new(), generations.Young);
        generations.Young[key] = row;
    }

    public void Clear() => generations = new(new(), new());
}
