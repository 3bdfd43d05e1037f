using KantanSim.Storage;

namespace KantanSim.Traffic;

/// <summary>
/// The stored exchanges: a ring of lists of 100 exchanges each. The list of a new block replaces the oldest one as a whole.
/// </summary>
internal sealed class ExchangeBlocks(Store store)
{
    const int BlockSize = 100;

    // One more than needed for the capacity, because the newest block is not full.
    const int BlockCount = (ExchangeLog.Capacity / BlockSize) + 1;

    const string LastKey = "last";

    readonly ListTable<Exchange> blocks = store.ListTable<Exchange>("calls", TrafficJson.Default);
    readonly Table<string, LastCall> lastCall = store.NamedTable<LastCall>("last_call", TrafficJson.Default);

    // Counted over all blocks that ever were.
    long newestBlock = -1;

    /// <summary>All stored exchanges, oldest first, and the highest number that was given.</summary>
    public (List<Exchange> Exchanges, long Last) Read()
    {
        List<Exchange> stored =
            [.. Enumerable.Range(0, BlockCount).SelectMany(block => blocks.Read(block)).OrderBy(exchange => exchange.Number)];
        var last = Math.Max(stored is [.., var newest] ? newest.Number : 0, lastCall.Find(LastKey)?.Number ?? 0);
        newestBlock = last / BlockSize;
        return (stored, last);
    }

    /// <summary>Stores exchanges in place of all others.</summary>
    /// <param name="last">The highest number that was given. The next start goes on from there, even if its exchange is gone.</param>
    public void Replace(UnitOfWork work, IEnumerable<Exchange> exchanges, long last)
    {
        for (var block = 0; block < BlockCount; block++) work.Drop(blocks, block);
        work.Put(lastCall, LastKey, new LastCall { Number = last });
        foreach (var exchange in exchanges) work.Append(blocks, BlockOf(exchange), exchange);
    }

    public void Append(UnitOfWork work, Exchange exchange)
    {
        if (exchange.Number / BlockSize > newestBlock)
        {
            newestBlock = exchange.Number / BlockSize;
            work.Drop(blocks, BlockOf(exchange));
        }
        work.Append(blocks, BlockOf(exchange), exchange);
    }

    static long BlockOf(Exchange exchange) => exchange.Number / BlockSize % BlockCount;
}

/// <summary>The highest number of a call that was given.</summary>
internal sealed record LastCall
{
    public long Number { get; init; }
}
