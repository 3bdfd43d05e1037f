using KantanSim.Clocks;

namespace KantanSim.Advice;

/// <summary>The payments that are judged again at a time of their shop's clock. Thread-safe.</summary>
internal sealed class JudgeTimes(ShopClocks clocks)
{
    readonly Lock sync = new();
    readonly Dictionary<long, (string ShopId, DateTimeOffset At)> byNumber = [];
    readonly Dictionary<string, SortedSet<(DateTimeOffset At, long Number)>> byShop = [];

    public bool Any
    {
        get
        {
            lock (sync) return byNumber.Count > 0;
        }
    }

    /// <param name="at">Null: it is not judged again.</param>
    public void Set(long number, string shopId, DateTimeOffset? at)
    {
        lock (sync)
        {
            RemoveLocked(number);
            if (at is not { } time) return;
            byNumber[number] = (shopId, time);
            if (!byShop.TryGetValue(shopId, out var times)) byShop[shopId] = times = [];
            times.Add((time, number));
        }
    }

    /// <summary>Removes and returns the payments whose time has come.</summary>
    public List<long> TakeDue()
    {
        lock (sync)
        {
            List<long> due = [];
            foreach (var (shopId, times) in byShop)
            {
                var now = clocks.Now(shopId);
                due.AddRange(times.TakeWhile(one => one.At <= now).Select(one => one.Number));
            }
            due.ForEach(RemoveLocked);
            return due;
        }
    }

    /// <summary>Removes a payment that is deleted, or that is not judged again.</summary>
    public void Remove(long number)
    {
        lock (sync) RemoveLocked(number);
    }

    void RemoveLocked(long number)
    {
        if (!byNumber.Remove(number, out var known)) return;
        var times = byShop[known.ShopId];
        times.Remove((known.At, number));
        if (times.Count == 0) byShop.Remove(known.ShopId);
    }
}
