using System.Runtime.InteropServices;

namespace KantanSim.Storage;

/// <summary>What an owner's list got.</summary>
/// <param name="IsDropped">All that came before, on disk too, is dropped.</param>
/// <param name="IsWhole">The items are the whole list: nothing before them counts.</param>
internal sealed record LogList(long Owner, bool IsDropped, bool IsWhole, List<ReadOnlyMemory<byte>> Items);

/// <summary>
/// What lists got between two settlements, as it is written and in one piece for all of them: objects, and one piece for each owner, would cost every
/// collection of memory. The store's writer adds, anybody may look.
/// </summary>
internal sealed class LogItems
{
    const int None = -1;

    readonly List<(ReadOnlyMemory<byte> Json, int Before)> items = [];
    readonly Dictionary<long, (int Last, bool IsDropped, bool IsWhole)> owners = [];

    /// <summary>How much came.</summary>
    public int Count { get; private set; }

    /// <summary>What some lists got, in the journal's order.</summary>
    public static LogItems Of(IEnumerable<JournalEntry> entries)
    {
        var all = new LogItems();
        foreach (var entry in entries) all.Add(entry, isFirst: false);
        return all;
    }

    /// <param name="isFirst">Nothing was there before it.</param>
    public void Add(JournalEntry entry, bool isFirst)
    {
        lock (items)
        {
            Count++;
            ref var owner = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, entry.Key.Number, out var isThere);
            if (entry.Verb != JournalVerb.Append)
            {
                owner = (None, true, true);
                return;
            }
            items.Add((entry.Json, isThere ? owner.Last : None));
            (owner.Last, owner.IsWhole) = (items.Count - 1, owner.IsWhole || isFirst);
        }
    }

    /// <summary>What an owner's list got; nothing when it is none of these.</summary>
    public LogList Of(long owner)
    {
        lock (items)
        {
            var (last, isDropped, isWhole) = owners.TryGetValue(owner, out var known) ? known : (None, false, false);
            var list = new List<ReadOnlyMemory<byte>>();
            for (var at = last; at != None; at = items[at].Before) list.Add(items[at].Json);
            list.Reverse();
            return new(owner, isDropped, isWhole, list);
        }
    }

    /// <summary>All of them, by their owners' numbers.</summary>
    public IEnumerable<LogList> Lists()
    {
        long[] all;
        lock (items) all = [.. owners.Keys.Order()];
        return all.Select(Of);
    }
}
