using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;

namespace KantanSim.Transactions;

/// <summary>
/// A change that is on disk. AccessId is empty when the change is not about one transaction, such as a change of the clock.
/// </summary>
internal sealed record Change(string What, string AccessId, string ShopId, string OrderId, string Status, DateTimeOffset At);

/// <summary>
/// Publishes changes to subscribers. A slow subscriber delays nobody: beyond 1,024 unread changes it loses the oldest ones.
/// </summary>
internal sealed class ChangeFeed
{
    const int MaxUnread = 1_024;

    /// <summary>Subscribes to the changes of all transactions.</summary>
    public const string AllTransactions = "";

    // By AccessID, so that a change does not wake the subscribers of other transactions.
    readonly ConcurrentDictionary<string, ImmutableArray<Channel<Change>>> subscribers = new(StringComparer.Ordinal);

    public void Publish(Change change)
    {
        PublishTo(AllTransactions, change);
        if (change.AccessId.Length > 0) PublishTo(change.AccessId, change);
    }

    /// <summary>Publishes a change that concerns many transactions, such as a restore: also to the subscribers of single ones.</summary>
    public void PublishToAll(Change change)
    {
        foreach (var accessId in subscribers.Keys) PublishTo(accessId, change);
    }

    /// <param name="accessId">The transaction whose changes are received; empty to receive all changes.</param>
    public Subscription Subscribe(string accessId = AllTransactions)
    {
        var options = new BoundedChannelOptions(MaxUnread) { FullMode = BoundedChannelFullMode.DropOldest };
        var lost = new LostChanges();
        var channel = Channel.CreateBounded<Change>(options, _ => lost.Add());
        subscribers.AddOrUpdate(accessId, [channel], (_, others) => others.Add(channel));
        return new(channel.Reader, lost, () => Unsubscribe(accessId, channel));
    }

    void PublishTo(string accessId, Change change)
    {
        if (!subscribers.TryGetValue(accessId, out var channels)) return;
        foreach (var channel in channels) channel.Writer.TryWrite(change);
    }

    void Unsubscribe(string accessId, Channel<Change> channel)
    {
        var others = subscribers.AddOrUpdate(accessId, [], (_, all) => all.Remove(channel));
        if (others.IsEmpty) subscribers.TryRemove(KeyValuePair.Create(accessId, others));
    }

    /// <summary>Counts changes that a subscriber has lost.</summary>
    internal sealed class LostChanges
    {
        int count;

        public void Add() => Interlocked.Increment(ref count);

        public int Take() => Interlocked.Exchange(ref count, 0);
    }

    /// <summary>Receives changes until it is disposed.</summary>
    internal sealed class Subscription(ChannelReader<Change> events, LostChanges lost, Action end) : IDisposable
    {
        public ChannelReader<Change> Events => events;

        /// <summary>How many changes were lost since it was asked last, because they were not read in time.</summary>
        public int TakeLost() => lost.Take();

        public void Dispose() => end();
    }
}
