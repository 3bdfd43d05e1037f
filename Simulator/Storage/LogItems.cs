namespace KantanSim.Storage;

/// <summary>
/// What one owner's list got between two settlements, as it is written: to keep it as objects would cost every collection of memory. The
/// store's writer adds, anybody may copy.
/// </summary>
internal sealed class LogItems
{
    readonly List<byte[]> items = [];
    bool isWhole;

    /// <summary>Whether all that came before, on disk too, is dropped.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>What several owners' lists got, in the journal's order.</summary>
    public static Dictionary<long, LogItems> ByOwner(IEnumerable<JournalEntry> entries)
    {
        var owners = new Dictionary<long, LogItems>();
        foreach (var entry in entries)
        {
            if (!owners.TryGetValue(entry.Key.Number, out var owner)) owners[entry.Key.Number] = owner = new();
            owner.Add(entry, isFirst: false);
        }
        return owners;
    }

    /// <param name="isFirst">Nothing was there before it.</param>
    public void Add(JournalEntry entry, bool isFirst)
    {
        lock (items)
        {
            if (entry.Verb == JournalVerb.Append)
            {
                items.Add(entry.Json);
                isWhole |= isFirst;
                return;
            }
            items.Clear();
            (IsDropped, isWhole) = (true, true);
        }
    }

    /// <summary>The items, and whether they are the whole list: nothing before them counts.</summary>
    public (bool IsWhole, List<byte[]> Items) Copy()
    {
        lock (items) return (isWhole, [.. items]);
    }
}
