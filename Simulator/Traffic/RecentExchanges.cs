namespace KantanSim.Traffic;

/// <summary>The last exchanges, within the limits of <see cref="ExchangeLog"/>. Not thread-safe.</summary>
internal sealed class RecentExchanges
{
    readonly Queue<Exchange> exchanges = new();
    long bodyBytes;

    /// <summary>All of them, newest first.</summary>
    public List<Exchange> Newest() => [.. exchanges.Reverse()];

    /// <summary>Adds one and drops the oldest ones beyond the limits.</summary>
    public void Add(Exchange exchange)
    {
        exchanges.Enqueue(exchange);
        bodyBytes += exchange.BodyBytes;
        while (exchanges.Count > ExchangeLog.Capacity || (bodyBytes > ExchangeLog.MaxBodyBytes && exchanges.Count > 1))
            bodyBytes -= exchanges.Dequeue().BodyBytes;
    }

    /// <summary>Removes all that a condition selects.</summary>
    public void Remove(Func<Exchange, bool> isUnwanted)
    {
        List<Exchange> kept = [.. exchanges.Where(exchange => !isUnwanted(exchange))];
        exchanges.Clear();
        bodyBytes = 0;
        kept.ForEach(Add);
    }
}
