using System.Buffers.Binary;
using System.Text;
using LiteDB;
using LiteDB.Engine;

namespace KantanSim.Storage.Migrations;

/// <summary>
/// Reads a database of layout 6: LiteDB's own files with several rows in a document, and a journal of the last batches, which may not be in them yet.
/// Nothing in it is changed.
/// </summary>
internal sealed class Layout6 : IDisposable
{
    public const int Number = 6;

    /// <summary>The files, in the order in which they are moved away: the first one tells that there is such a database.</summary>
    public static readonly string[] FileNames = ["kantansim.db", "kantansim-log.db", "kantansim.journal", "kantansim.journal-2"];

    public const string TimelineShelf = "timeline";
    public const string NumbersShelf = "numbers";
    const string FactsCollection = "facts";
    const int SettlementBits = 28;
    const int NumberBits = 10;

    readonly FileStream data;
    readonly FileStream log;
    readonly LiteDatabase lite;
    readonly Dictionary<string, BsonValue> facts;
    readonly List<JournalChange> unsettled;
    readonly List<JournalChange> marks;

    Layout6(string folder)
    {
        (data, log) = (Open(folder, FileNames[0]), Open(folder, FileNames[1]));
        try
        {
            CheckName(data);
            lite = new(new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary, ReadOnly = true }));
            facts = lite.GetCollection(FactsCollection).FindAll().ToDictionary(fact => fact["_id"].AsString, fact => fact["v"]);
            if (facts.GetValueOrDefault("layout", 0) is var layout && layout.AsInt32 != Number)
                throw new IOException($"{FileNames[0]} is of layout {layout.AsInt32}, which this version cannot read: it reads layout {Number} and {PageFileHeader.CurrentLayout}; name another folder or remove it");
            var changes = JournalChange.After(facts.GetValueOrDefault("settled", 0).AsInt64, folder).ToList();
            (unsettled, marks) = (changes.FindAll(change => change.Verb != JournalVerb.Mark), changes.FindAll(change => change.Verb == JournalVerb.Mark));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">It is no database, or of an older layout.</exception>
    public static Layout6 Read(string folder)
    {
        try { return new(folder); }
        catch (Exception reason) when (reason is LiteException or InvalidCastException)
        {
            throw new IOException($"{FileNames[0]} is no database ({reason.Message}); name another folder or remove it", reason);
        }
    }

    // LiteDB would try to make a database of it.
    static void CheckName(FileStream file)
    {
        const int at = 32;
        ReadOnlySpan<byte> name = "** This is a LiteDB file **"u8;
        Span<byte> head = stackalloc byte[at + name.Length];
        var read = RandomAccess.Read(file.SafeFileHandle, head, 0);
        if (read < head.Length || !head[at..].SequenceEqual(name)) throw new IOException($"{FileNames[0]} is no database; name another folder or remove it");
    }

    /// <summary>Facts about the database itself, such as the key of its identifiers.</summary>
    public IEnumerable<(string Name, byte[] Value)> Facts =>
        facts.Where(fact => fact.Value.IsBinary).Select(fact => (fact.Key, fact.Value.AsBinary));

    /// <summary>The rows of all tables.</summary>
    public IEnumerable<(string Table, BsonValue Key, byte[] Json)> Rows()
    {
        foreach (var shelf in Shelves().Except([TimelineShelf, NumbersShelf]))
        {
            var changed = unsettled.Where(change => change.Shelf == shelf).GroupBy(change => change.Key).ToDictionary(of => of.Key, of => of.Last());
            foreach (var document in AllOf(shelf))
                foreach (var (key, json) in RowsOf(document))
                    if (!changed.ContainsKey(key)) yield return (shelf, key, json);
            foreach (var (key, change) in changed)
                if (change.Json.Length > 0) yield return (shelf, key, change.Json);
        }
    }

    /// <summary>The timelines' items, oldest first, by the number of their payment.</summary>
    public IEnumerable<(long Owner, List<byte[]> Items)> Timelines()
    {
        var later = unsettled.Where(change => change.Shelf == TimelineShelf).GroupBy(change => change.Key.AsInt64).ToDictionary(of => of.Key, of => of.ToList());
        // Documents of neighbours follow each other, the older first.
        foreach (var neighbours in Runs(AllOf(TimelineShelf), document => document["_id"].AsInt64 >> SettlementBits))
        {
            foreach (var owner in neighbours.SelectMany(RowsOf).GroupBy(row => row.Key.AsInt64))
            {
                later.Remove(owner.Key, out var changes);
                if (Items(owner.Select(row => row.Json), changes ?? []) is { Count: > 0 } items) yield return (owner.Key, items);
            }
        }
        foreach (var (owner, changes) in later)
            if (Items([], changes) is { Count: > 0 } items) yield return (owner, items);
    }

    /// <summary>The AccessIDs with the numbers of their payments.</summary>
    public IEnumerable<(UInt128 Key, long Number)> Numbers()
    {
        var changed = marks.GroupBy(mark => mark.Key.AsInt64).ToDictionary(of => of.Key, of => of.Last().Json);
        foreach (var (key, number) in AllOf(NumbersShelf).SelectMany(block => KantanSim.Storage.DocumentFormat.Keys(block, NumberBits)))
            if (!changed.ContainsKey(number)) yield return (key, number);
        foreach (var (number, key) in changed)
            if (BinaryPrimitives.ReadUInt128BigEndian(key) is var known && known != 0) yield return (known, number);
    }

    public void Dispose()
    {
        lite?.Dispose();
        log?.Dispose();
        data.Dispose();
    }

    static List<byte[]> Items(IEnumerable<byte[]> settled, List<JournalChange> changes)
    {
        List<byte[]> items = [.. settled];
        foreach (var change in changes)
        {
            if (change.Verb == JournalVerb.Drop) items.Clear();
            else items.Add(change.Json);
        }
        return items;
    }

    IEnumerable<string> Shelves() => lite.GetCollectionNames().Except([FactsCollection]).Union(unsettled.Select(change => change.Shelf));

    IEnumerable<BsonDocument> AllOf(string collection) => lite.GetCollection(collection).Query().OrderBy("_id").ToEnumerable();

    static IEnumerable<List<BsonDocument>> Runs(IEnumerable<BsonDocument> documents, Func<BsonDocument, long> of)
    {
        List<BsonDocument> run = [];
        foreach (var document in documents)
        {
            if (run.Count > 0 && of(run[0]) != of(document))
            {
                yield return run;
                run = [];
            }
            run.Add(document);
        }
        if (run.Count > 0) yield return run;
    }

    // In one piece: the key, the length of the row, the row.
    static IEnumerable<(BsonValue Key, byte[] Json)> RowsOf(BsonDocument document)
    {
        using var from = new BinaryReader(new MemoryStream(document["r"].AsBinary));
        while (from.BaseStream.Position < from.BaseStream.Length) yield return (ReadKey(from), from.ReadBytes(from.ReadInt32()));
    }

    internal static BsonValue ReadKey(BinaryReader from) =>
        from.ReadBoolean() ? new(Encoding.UTF8.GetString(from.ReadBytes(from.ReadInt32()))) : new(from.ReadInt64());

    static FileStream Open(string folder, string name) => DataFolder.Open(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
}
