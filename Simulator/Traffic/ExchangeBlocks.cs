using KantanSim.Storage;

namespace KantanSim.Traffic;

/// <summary>
/// The stored exchanges: a ring of lists of 100 exchanges each. The list of a new block replaces the oldest one as a whole.
/// </summary>
internal sealed class ExchangeBlocks(Store store)
{
    const int BlockSize = 100;

    // One more than needed for the capacity, because the newest block is not full.
    const int Count = (ExchangeLog.Capacity / BlockSize) + 1;

    readonly ListTable<Exchange> blocks = store.ListTable<Exchange>("calls", TrafficJson.Default);

    /// <summary>All stored exchanges, oldest first.</summary>
    public IEnumerable<Exchange> Read() =>
        Enumerable.Range(0, Count).SelectMany(block => blocks.Read(block)).OrderBy(exchange => exchange.Number);

    /// <summary>Stores exchanges in place of all others.</summary>
    public void Replace(UnitOfWork work, IEnumerable<Exchange> exchanges)
    {
        for (var block = 0; block < Count; block++) work.Drop(blocks, block);
        foreach (var exchange in exchanges) work.Append(blocks, BlockOf(exchange), exchange);
    }

    public void Append(UnitOfWork work, Exchange exchange)
    {
        if (exchange.Number % BlockSize == 0) work.Drop(blocks, BlockOf(exchange));
        work.Append(blocks, BlockOf(exchange), exchange);
    }

    static long BlockOf(Exchange exchange) => exchange.Number / BlockSize % Count;
}
