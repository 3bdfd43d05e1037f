using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;

namespace KantanSim.Transactions;

/// <summary>Something happened, and is on disk: to which transaction, and what. AccessId is empty for what is no transaction's, such as the clock.</summary>
internal sealed record Change(string What, string AccessId, string ShopId, string OrderId, string Status, DateTimeOffset At);

/// <summary>Lets doors watch what happens. Watching changes nothing, and a slow watcher loses its oldest news instead of holding up anybody.</summary>
internal sealed class ChangeFeed
{
    const int WaitingNews = 1_024;

    // By AccessID: who waits for one transaction is not woken by the others. Nothing: by all.
    readonly ConcurrentDictionary<string, ImmutableArray<Channel<Change>>> watchers = new(StringComparer.Ordinal);

    public void Publish(Change change)
    {
        Tell("", change);
        if (change.AccessId.Length > 0) Tell(change.AccessId, change);
    }

    /// <param name="accessId">The one transaction that is watched; nothing for whatever happens.</param>
    public Subscription Subscribe(string accessId = "")
    {
        var news = Channel.CreateBounded<Change>(new BoundedChannelOptions(WaitingNews) { FullMode = BoundedChannelFullMode.DropOldest });
        watchers.AddOrUpdate(accessId, [news], (_, others) => others.Add(news));
        return new(news.Reader, () => End(accessId, news));
    }

    void Tell(string accessId, Change change)
    {
        if (!watchers.TryGetValue(accessId, out var told)) return;
        foreach (var watcher in told) watcher.Writer.TryWrite(change);
    }

    void End(string accessId, Channel<Change> news)
    {
        var others = watchers.AddOrUpdate(accessId, [], (_, all) => all.Remove(news));
        if (others.IsEmpty) watchers.TryRemove(KeyValuePair.Create(accessId, others));
    }

    /// <summary>Ends when disposed.</summary>
    internal sealed class Subscription(ChannelReader<Change> news, Action end) : IDisposable
    {
        public ChannelReader<Change> Events => news;
        public void Dispose() => end();
    }
}
