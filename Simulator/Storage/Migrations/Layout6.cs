using System.Buffers.Binary;
using System.Text;
using LiteDB;
using LiteDB.Engine;

namespace KantanSim.Storage.Migrations;

/// <summary>
/// Reads a database of layout 6 without changing it. It consists of LiteDB's own files, with several rows in a document, and of a journal
/// with the last batches, which may be missing in LiteDB's files.
/// </summary>
internal sealed class Layout6 : IDisposable
{
    public const int Number = 6;

    /// <summary>The files in the order in which they are moved away. The first one shows that there is such a database.</summary>
    public static readonly string[] FileNames = ["kantansim.db", "kantansim-log.db", "kantansim.journal", "kantansim.journal-2"];

    public static readonly string[] JournalNames = FileNames[2..];

    public const string TimelineCollection = "timeline";
    public const string NumbersCollection = "numbers";

    const string MetadataCollection = "facts";
    /// <summary>A timeline document's id has the block of its payments' numbers above these bits.</summary>
    const int TimelineBlockBits = 28;
    /// <summary>A block of the AccessID index has the keys of 2^10 = 1,024 neighbouring numbers.</summary>
    const int NumbersBlockBits = 10;

    const string ChooseOther = "Choose another folder or delete the file";

    readonly FileStream data;
    readonly FileStream log;
    readonly LiteDatabase lite;
    readonly Dictionary<string, BsonValue> metadata;
    readonly List<JournalChange> rowChanges;
    readonly List<JournalChange> keyChanges;

    Layout6(string folder)
    {
        data = Open(folder, FileNames[0]);
        log = Open(folder, FileNames[1]);
        try
        {
            CheckSignature(data);
            var settings = new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary, ReadOnly = true };
            lite = new(new LiteEngine(settings));
            metadata = lite.GetCollection(MetadataCollection).FindAll().ToDictionary(entry => entry["_id"].AsString, entry => entry["v"]);
            CheckLayout(metadata.GetValueOrDefault("layout", 0).AsInt32);
            var changes = JournalChange.After(metadata.GetValueOrDefault("settled", 0).AsInt64, folder).ToList();
            rowChanges = changes.FindAll(change => change.Verb != JournalVerb.SetKey);
            keyChanges = changes.FindAll(change => change.Verb == JournalVerb.SetKey);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The file is not a LiteDB database, or has another layout.</exception>
    public static Layout6 Read(string folder)
    {
        try { return new(folder); }
        catch (Exception reason) when (reason is LiteException or InvalidCastException)
        {
            throw new IOException($"{FileNames[0]} is not a LiteDB database ({reason.Message}). {ChooseOther}", reason);
        }
    }

    /// <summary>The binary values about the database itself, such as the key of its identifiers.</summary>
    public IEnumerable<(string Name, byte[] Value)> Metadata =>
        metadata.Where(entry => entry.Value.IsBinary).Select(entry => (entry.Key, entry.Value.AsBinary));

    /// <summary>The rows of all tables.</summary>
    public IEnumerable<(string Table, BsonValue Key, byte[] Json)> Rows()
    {
        foreach (var table in CollectionNames().Except([TimelineCollection, NumbersCollection]))
        {
            var changed = rowChanges.Where(change => change.Collection == table)
                .GroupBy(change => change.Key)
                .ToDictionary(changes => changes.Key, changes => changes.Last());
            foreach (var (key, json) in Documents(table).SelectMany(RowsOf))
                if (!changed.ContainsKey(key)) yield return (table, key, json);
            foreach (var (key, change) in changed)
                if (change.Json.Length > 0) yield return (table, key, change.Json);
        }
    }

    /// <summary>The items of the timelines, oldest first, with the number of their payment.</summary>
    public IEnumerable<(long Owner, List<byte[]> Items)> Timelines()
    {
        var pending = rowChanges.Where(change => change.Collection == TimelineCollection)
            .GroupBy(change => change.Key.AsInt64)
            .ToDictionary(changes => changes.Key, changes => changes.ToList());
        // The documents of a block of payments follow each other, older ones first.
        foreach (var block in Runs(Documents(TimelineCollection), document => document["_id"].AsInt64 >> TimelineBlockBits))
        {
            foreach (var owner in block.SelectMany(RowsOf).GroupBy(row => row.Key.AsInt64))
            {
                pending.Remove(owner.Key, out var changes);
                var items = Items(owner.Select(row => row.Json), changes ?? []);
                if (items.Count > 0) yield return (owner.Key, items);
            }
        }
        foreach (var (owner, changes) in pending)
        {
            var items = Items([], changes);
            if (items.Count > 0) yield return (owner, items);
        }
    }

    /// <summary>The AccessIDs with the numbers of their payments.</summary>
    public IEnumerable<(UInt128 Key, long Number)> Numbers()
    {
        var changed = keyChanges.GroupBy(change => change.Key.AsInt64).ToDictionary(changes => changes.Key, changes => changes.Last().Json);
        foreach (var (key, number) in Documents(NumbersCollection).SelectMany(block => DocumentFormat.Keys(block, NumbersBlockBits)))
            if (!changed.ContainsKey(number)) yield return (key, number);
        foreach (var (number, bytes) in changed)
        {
            var key = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            if (key != 0) yield return (key, number);
        }
    }

    public void Dispose()
    {
        lite?.Dispose();
        log?.Dispose();
        data.Dispose();
    }

    // Checked here, because LiteDB would turn any other file into a database.
    static void CheckSignature(FileStream file)
    {
        const int at = 32;
        var signature = "** This is a LiteDB file **"u8;
        Span<byte> header = stackalloc byte[at + signature.Length];
        var read = RandomAccess.Read(file.SafeFileHandle, header, 0);
        if (read < header.Length || !header[at..].SequenceEqual(signature))
            throw new IOException($"{FileNames[0]} is not a LiteDB database. {ChooseOther}");
    }

    static void CheckLayout(int layout)
    {
        if (layout == Number) return;
        throw new IOException($"{FileNames[0]} is of layout {layout}, which this version cannot read: "
            + $"it reads layout {Number} and {PageFileHeader.CurrentLayout}. {ChooseOther}");
    }

    static List<byte[]> Items(IEnumerable<byte[]> stored, List<JournalChange> changes)
    {
        List<byte[]> items = [.. stored];
        foreach (var change in changes)
        {
            if (change.Verb == JournalVerb.Drop) items.Clear();
            else items.Add(change.Json);
        }
        return items;
    }

    IEnumerable<string> CollectionNames() =>
        lite.GetCollectionNames().Except([MetadataCollection]).Union(rowChanges.Select(change => change.Collection));

    IEnumerable<BsonDocument> Documents(string collection) => lite.GetCollection(collection).Query().OrderBy("_id").ToEnumerable();

    // Groups neighbouring documents with the same value, without reading all of them first.
    static IEnumerable<List<BsonDocument>> Runs(IEnumerable<BsonDocument> documents, Func<BsonDocument, long> value)
    {
        List<BsonDocument> run = [];
        foreach (var document in documents)
        {
            if (run.Count > 0 && value(run[0]) != value(document))
            {
                yield return run;
                run = [];
            }
            run.Add(document);
        }
        if (run.Count > 0) yield return run;
    }

    // A document has its rows in one byte array: key, length (4 bytes) and JSON of each.
    static IEnumerable<(BsonValue Key, byte[] Json)> RowsOf(BsonDocument document)
    {
        using var from = new BinaryReader(new MemoryStream(document["r"].AsBinary));
        while (from.BaseStream.Position < from.BaseStream.Length) yield return (ReadKey(from), from.ReadBytes(from.ReadInt32()));
    }

    internal static BsonValue ReadKey(BinaryReader from) =>
        from.ReadBoolean() ? new(Encoding.UTF8.GetString(from.ReadBytes(from.ReadInt32()))) : new(from.ReadInt64());

    static FileStream Open(string folder, string name) =>
        DataFolder.Open(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
}
