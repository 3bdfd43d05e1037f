namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner, until they are dropped whole. What came between two settlements for some neighbouring
/// owners is one document, so a long list costs as little as a short one.
/// </summary>
internal sealed class Log<TItem> : Shelf where TItem : class
{
    readonly RowJson<TItem> json;
    readonly List<(JournalEntry Entry, bool IsFirst)> staged = [];
    // One reference, so that a reader has both as they are at one moment.
    volatile Generations recent = new(new(), new());

    internal Log(string name, Database database, RowJson<TItem> json) : base(name, database) => this.json = json;

    /// <summary>The owner's items, oldest first, as last saved to disk.</summary>
    public List<TItem> Read(long owner)
    {
        // The recent ones first: what a settlement moves in the meantime is then found in its document.
        var (before, now) = recent;
        var (older, newer) = (before.Items.Of(owner), now.Items.Of(owner));
        var settled = older.IsWhole || newer.IsWhole ? [] : Read(collection => LogDocument.Of(collection, owner));
        var moved = settled.Select(LogDocument.SettlementOf).ToHashSet();
        return
        [
            .. settled.SelectMany(RowDocument.Rows).Where(row => row.Key.Number == owner).Select(row => row.Json)
                .Concat(newer.IsWhole || moved.Contains(before.Settlement) ? [] : older.Items)
                .Concat(moved.Contains(now.Settlement) ? [] : newer.Items)
                .Select(json.Read),
        ];
    }

    internal JournalEntry Appending(long owner, TItem item) =>
        new(JournalVerb.Append, Name, LogDocument.NeighboursOf(owner), owner, json.Write(item));

    internal JournalEntry Dropping(long owner) => new(JournalVerb.Drop, Name, LogDocument.NeighboursOf(owner), owner, default);

    internal override int Gathered => recent.Gathered.Items.Count;

    internal override void Stage(JournalEntry entry, object? value) => staged.Add((entry, value is true));

    internal override void Publish()
    {
        foreach (var (entry, isFirst) in staged) recent.Gathered.Items.Add(entry, isFirst);
        staged.Clear();
    }

    internal override void Discard() => staged.Clear();

    internal override void Turn(long settlement)
    {
        recent.Gathered.Settlement = settlement;
        recent = new(recent.Gathered, new());
    }

    internal override void Settle()
    {
        var moved = recent.Settling;
        foreach (var document in moved.Items.Lists().GroupBy(list => LogDocument.NeighboursOf(list.Owner))) Change(collection => LogDocument.Change(collection, document.Key, moved.Settlement, document));
    }

    internal override void Moved() => recent = new(new(), recent.Gathered);

    internal override void Cleared() => recent = new(new(), new());

    sealed record Generations(Generation Settling, Generation Gathered);

    /// <summary>What came between two settlements. The second moves it, and is not known before it begins.</summary>
    sealed class Generation
    {
        long settlement;

        public long Settlement
        {
            get => Volatile.Read(ref settlement);
            set => Volatile.Write(ref settlement, value);
        }

        public LogItems Items { get; } = new();
    }
}
