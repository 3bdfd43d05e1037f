using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The database. One writer thread gathers the works that wait, runs them one after the other and saves all they
/// changed in the journal: one sync of the disk for the whole batch, after which each caller is answered.
/// Rows move from the journal to their collections later, when nobody waits or enough have gathered ("settling"), so
/// that a row changed eight times is rewritten once. A crash in between is mended by the journal at the next opening:
/// which batches are settled is a fact of the same commit, so none counts twice.
/// </summary>
internal sealed class Store : IDisposable
{
    public const string InMemory = ":memory:";

    /// <summary>Counts up when rows are laid out, or spelled, in another way.</summary>
    const int Layout = 4;

    const int BatchWorks = 512;
    /// <summary>A fraction of what a sync of the disk takes: 200 µs.</summary>
    static readonly long GatheringTicks = Stopwatch.Frequency / 5_000;

    const int SettleRows = 8_192;
    /// <summary>A longer journal is emptied at the next settlement, which then has to be on disk: 8 MiB.</summary>
    const int LongJournal = 8 << 20;
    const int IdleMilliseconds = 200;

    readonly DatabaseFiles? files;
    readonly LiteDatabase database;
    readonly ILiteCollection<BsonDocument> facts;
    readonly ConcurrentDictionary<string, BsonValue> known;
    readonly BlockingCollection<Work> queue = [];
    readonly ConcurrentDictionary<string, Shelf> shelves = new();
    readonly Thread writer;
    readonly Lock troubles = new();
    long lastBatch;
    long settlements;
    long savedBatches;
    long savedRows;
    string? journalTrouble;
    string? databaseTrouble;

    Store(DatabaseFiles? files)
    {
        this.files = files;
        database = files?.Database ?? DatabaseFiles.InMemory();
        facts = database.GetCollection("facts");
        // All at once: a search by key would compile an expression, which a start has no time for.
        known = new(facts.FindAll().Select(fact => KeyValuePair.Create(fact["_id"].AsString, fact["v"])));
        CheckLayout();
        settlements = Known("settlements");
        lastBatch = Known("settled");
        Recover();
        writer = new(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        writer.Start();
    }

    /// <summary>Opens <c>kantansim.db</c> in a folder, which is made when missing, or a store that keeps nothing for <c>:memory:</c>.</summary>
    /// <exception cref="IOException">The folder cannot be written or another process has the database.</exception>
    public static Store Open(string folder)
    {
        if (folder == InMemory) return new(null);
        var files = new DatabaseFiles(folder);
        try
        {
            return new(files);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <param name="neighbourBits">Rows whose keys differ in these lowest bits only share a document: some 16 rows are a good number.</param>
    public Table<long, TRow> Table<TRow>(string name, JsonTypeInfo<TRow> json, bool resident = false, int neighbourBits = 4) where TRow : class =>
        Add(new Table<long, TRow>(name, database, json, Keys.Numbers(neighbourBits), resident));

    public Table<string, TRow> NamedTable<TRow>(string name, JsonTypeInfo<TRow> json) where TRow : class =>
        Add(new Table<string, TRow>(name, database, json, Keys.Names, resident: true));

    public Table<string, TRow> LargeNamedTable<TRow>(string name, JsonTypeInfo<TRow> json) where TRow : class =>
        Add(new Table<string, TRow>(name, database, json, Keys.Names, resident: false));

    public Log<TItem> Log<TItem>(string name, JsonTypeInfo<TItem> json) where TItem : class =>
        Add(new Log<TItem>(name, database, json, () => Volatile.Read(ref settlements)));

    public KeyIndex Index(string name) => Add(new KeyIndex(name, database));

    /// <summary>How many batches were saved since the opening, each with one sync of the disk.</summary>
    public long SavedBatches => Volatile.Read(ref savedBatches);

    /// <summary>How many rows were in them.</summary>
    public long SavedRows => Volatile.Read(ref savedRows);

    /// <summary>Runs a work in its turn and answers once what it wrote is on disk. A work that throws saves nothing.</summary>
    public Task<T> Write<T>(Func<Writing, T> work)
    {
        var item = new Work<T>(work);
        queue.Add(item);
        return item.Answer;
    }

    public Task Write(Action<Writing> work) => Write(writing => { work(writing); return true; });

    /// <summary>Answers when all that was written before stands in the collections, where it can be searched.</summary>
    public Task Settle() => Exclusively(() => { });

    /// <summary>Empties shelves for good.</summary>
    public Task Clear(params Shelf[] emptied) => Exclusively(() =>
    {
        Commit(() =>
        {
            foreach (var shelf in emptied) shelf.Clear(database);
        });
        foreach (var shelf in emptied) shelf.Cleared();
        Sync();
    });

    /// <summary>A fact about the database itself, made at the first opening and kept.</summary>
    public byte[] Fact(string name, Func<byte[]> first)
    {
        if (known.TryGetValue(name, out var kept)) return kept.AsBinary;
        var made = first();
        Keep(name, made);
        Sync();
        return made;
    }

    public void Dispose()
    {
        if (queue.IsAddingCompleted) return;
        queue.CompleteAdding();
        writer.Join();
        if (files is null) database.Dispose();
        else files.Dispose();
        queue.Dispose();
    }

    TShelf Add<TShelf>(TShelf shelf) where TShelf : Shelf
    {
        if (!shelf.Name.All(letter => char.IsAsciiLetter(letter) || letter == '_')) throw new ArgumentException($"Shelf {shelf.Name}: a collection's name is of letters and _.");
        if (!shelves.TryAdd(shelf.Name, shelf)) throw new InvalidOperationException($"Shelf {shelf.Name} is already open.");
        return shelf;
    }

    long Known(string fact) => known.TryGetValue(fact, out var value) ? value.AsInt64 : 0;

    void Keep(string name, BsonValue value)
    {
        facts.Upsert(new BsonDocument { ["_id"] = name, ["v"] = value });
        known[name] = value;
    }

    Task Exclusively(Action run)
    {
        var item = new ExclusiveWork(run);
        queue.Add(item);
        return item.Answer;
    }

    // Reading rows of another layout would find nothing and say nothing.
    void CheckLayout()
    {
        if (known.IsEmpty) Keep("layout", Layout);
        else if (!known.TryGetValue("layout", out var layout) || layout.AsInt32 != Layout) throw new IOException("the database there was made by another version of KantanSim; name another folder or remove it");
    }

    void WriteUntilClosed()
    {
        var batch = new List<Work>(BatchWorks);
        var crowd = 0;
        while (!queue.IsCompleted)
        {
            if (!queue.TryTake(out var first, Unsettled() > 0 ? IdleMilliseconds : Timeout.Infinite))
            {
                SettleQuietly();
                continue;
            }
            batch.Add(first);
            Gather(batch, crowd);
            Save(batch);
            crowd = batch.Count + queue.Count;
            batch.Clear();
            if (Unsettled() >= SettleRows) SettleQuietly();
        }
        SettleQuietly(isLast: true);
    }

    // Who was just answered mostly comes again at once: waiting for them a moment halves the number of syncs.
    void Gather(List<Work> batch, int crowd)
    {
        var until = Stopwatch.GetTimestamp() + GatheringTicks;
        while (batch[^1] is not ExclusiveWork && batch.Count < BatchWorks)
        {
            if (queue.TryTake(out var next)) batch.Add(next);
            else if (batch.Count >= crowd || Stopwatch.GetTimestamp() >= until) return;
            else Thread.Yield();
        }
    }

    void Save(List<Work> batch)
    {
        var alone = batch[^1] as ExclusiveWork;
        SaveTogether(alone is null ? batch : batch[..^1]);
        if (alone is null) return;
        try
        {
            SettleNow();
            alone.Run();
            alone.Complete();
        }
        catch (Exception reason)
        {
            if (reason is IOException) Note(ref databaseTrouble, reason);
            alone.Fail(reason);
        }
    }

    void SaveTogether(List<Work> batch)
    {
        using var bytes = new MemoryStream();
        using var entries = new BinaryWriter(bytes);
        var accepted = batch.FindAll(work => Accept(work, entries));
        try
        {
            if (bytes.Length > 0) files?.Journal.Append(lastBatch + 1, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (Exception reason)
        {
            foreach (var shelf in shelves.Values) shelf.Discard();
            Note(ref journalTrouble, reason);
            accepted.ForEach(work => work.Fail(reason));
            return;
        }
        if (bytes.Length > 0)
        {
            Count(accepted);
            Note(ref journalTrouble, null);
        }
        foreach (var shelf in shelves.Values) shelf.Publish();
        accepted.ForEach(work => work.Writing.Saved());
        accepted.ForEach(work => work.Complete());
    }

    void Count(List<Work> saved)
    {
        lastBatch++;
        Volatile.Write(ref savedBatches, savedBatches + 1);
        Volatile.Write(ref savedRows, savedRows + saved.Sum(work => work.Writing.Count));
    }

    static bool Accept(Work work, BinaryWriter entries)
    {
        try
        {
            work.Run();
        }
        catch (Exception reason)
        {
            work.Fail(reason);
            return false;
        }
        work.Writing.StageInto(entries);
        return true;
    }

    int Unsettled() => shelves.Values.Sum(shelf => shelf.Unsettled);

    // The journal still has every row when settling fails: the next attempt, or the next opening, does it again.
    void SettleQuietly(bool isLast = false)
    {
        try
        {
            SettleNow();
            if (isLast) Sync();
        }
        catch (Exception reason) when (reason is IOException or LiteException) { Note(ref databaseTrouble, reason); }
    }

    /// <summary>Why changes cannot be saved, or what was saved cannot be read, as a sentence; null when all is well.</summary>
    public string? Trouble =>
        databaseTrouble is { } database ? $"The database cannot be written ({database}). Nothing that was acknowledged is lost: make room for {DatabaseFiles.Name}, then start KantanSim again."
        : journalTrouble is { } unsaved ? $"Changes cannot be saved ({unsaved}). Nothing was changed; it goes on as soon as there is room."
        : null;

    /// <summary>Told when trouble begins, when it becomes another, and with null when it is over.</summary>
    public Action<string?>? TroubleChanged { get; set; }

    /// <summary>The trouble that a fault comes of, or null when it is of another kind.</summary>
    public string? TroubleBehind(Exception fault)
    {
        // LiteDB gives itself up at the first fault of its files, wherever that is met, and says the same from then on.
        if (Trouble is null && fault is IOException) Note(ref databaseTrouble, fault);
        return fault is IOException or LiteException ? Trouble : null;
    }

    void Note(ref string? trouble, Exception? reason)
    {
        string? before;
        lock (troubles) (before, trouble) = (Trouble, reason?.Message.TrimEnd('.'));
        if (Trouble is var now && (now is null) != (before is null)) TroubleChanged?.Invoke(now);
    }

    void SettleNow()
    {
        if (Unsettled() == 0) return;
        var number = settlements + 1;
        Commit(() =>
        {
            foreach (var shelf in shelves.Values) shelf.Settle(database, number);
            Keep("settlements", number);
            Keep("settled", lastBatch);
        });
        Volatile.Write(ref settlements, number);
        foreach (var shelf in shelves.Values) shelf.Moved();
        if (databaseTrouble is not null) Note(ref databaseTrouble, null);
        if (files?.Journal.Length > LongJournal) Sync();
    }

    // All that is unsettled is in the journal's batches after the last settled one: none, here.
    void Sync()
    {
        if (files is null) return;
        files.Sync();
        if (Unsettled() == 0) files.Journal.Empty();
    }

    void Commit(Action change)
    {
        database.BeginTrans();
        try
        {
            change();
            database.Commit();
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    void Recover()
    {
        var batches = files?.Journal.Read().FindAll(batch => batch.Number > lastBatch);
        if (batches is null or []) return;
        lastBatch = batches[^1].Number;
        settlements++;
        Commit(() =>
        {
            foreach (var document in batches.SelectMany(batch => JournalEntry.ReadAll(batch.Batch)).GroupBy(entry => (entry.Shelf, entry.Document)))
                Recover(database.GetCollection(document.Key.Shelf), document.Key.Document, [.. document]);
            Keep("settlements", settlements);
            Keep("settled", lastBatch);
        });
    }

    void Recover(ILiteCollection<BsonDocument> collection, BsonValue document, JournalEntry[] entries)
    {
        if (entries[0].Verb is JournalVerb.Append or JournalVerb.Drop)
            LogDocument.Change(collection, document.AsInt64, settlements, entries);
        else if (entries[0].Verb == JournalVerb.Mark)
            KeyIndex.Change(collection, document, entries.Select(entry => (entry.Key.AsInt64, entry.Json)));
        else
            RowDocument.Change(collection, document, entries.Select(entry => (entry.Key, entry.Verb == JournalVerb.Delete ? null : entry.Json)));
    }
}
