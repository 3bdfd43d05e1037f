using System.Collections.Concurrent;
using System.Threading.Channels;

namespace KantanSim.Transactions;

/// <summary>Something happened, and is on disk: to which transaction, and what. AccessId is empty for what is no transaction's, such as the clock.</summary>
internal sealed record Change(string What, string AccessId, string ShopId, string OrderId, string Status, DateTimeOffset At);

/// <summary>Lets doors watch what happens. Watching changes nothing, and a slow watcher loses its oldest news instead of holding up anybody.</summary>
internal sealed class Changes
{
    const int WaitingNews = 1_024;

    readonly ConcurrentDictionary<Channel<Change>, bool> watchers = new();

    public void Publish(Change change)
    {
        foreach (var watcher in watchers.Keys) watcher.Writer.TryWrite(change);
    }

    public Watch Begin()
    {
        var news = Channel.CreateBounded<Change>(new BoundedChannelOptions(WaitingNews) { FullMode = BoundedChannelFullMode.DropOldest });
        watchers[news] = true;
        return new(news.Reader, () => watchers.TryRemove(news, out _));
    }

    /// <summary>Ends when disposed.</summary>
    internal sealed class Watch(ChannelReader<Change> news, Action end) : IDisposable
    {
        public ChannelReader<Change> News => news;
        public void Dispose() => end();
    }
}
