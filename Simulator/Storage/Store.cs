using System.Text.Json.Serialization;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The database. One writer thread gathers the works that wait, runs them one after the other and saves all they
/// changed in the journal: one sync of the disk for the whole batch, after which each caller is answered.
/// Rows move from the journal to their collections later, when nobody writes or enough have gathered ("settling"), so
/// that a row changed eight times is rewritten once. A crash in between is mended by the journal at the next opening.
/// </summary>
internal sealed class Store : IDisposable
{
    public const string InMemory = ":memory:";

    const int BatchWorks = 512;
    const int IdleMilliseconds = 200;

    readonly DatabaseFiles? files;
    readonly StoreLimits limits;
    readonly Troubles troubles = new();
    readonly Settler settler;
    readonly WorkQueue queue = new();
    readonly Batch batch = new();
    readonly RowBytes kept = new();
    readonly Lock opening = new();
    readonly Thread writer;
    volatile Shelf[] shelves = [];
    long lastBatch;
    long savedBatches;
    long savedRows;

    Store(DatabaseFiles? files, StoreLimits limits)
    {
        (this.files, this.limits) = (files, limits);
        settler = new(files, troubles, limits);
        lastBatch = settler.LastBatch;
        writer = new(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        writer.Start();
    }

    /// <summary>Opens <c>kantansim.db</c> in a folder, which is made when missing, or a store that keeps nothing for <c>:memory:</c>.</summary>
    /// <exception cref="IOException">The folder cannot be written or another process has the database.</exception>
    public static Store Open(string folder, StoreLimits? limits = null)
    {
        limits ??= new();
        if (folder == InMemory) return new(null, limits);
        var files = new DatabaseFiles(folder);
        try
        {
            return new(files, limits);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <param name="neighbourBits">Rows whose keys differ in these lowest bits only share a document: some 16 rows are a good number.</param>
    public Table<long, TRow> Table<TRow>(string name, JsonSerializerContext json, bool resident = false, int neighbourBits = 4) where TRow : class =>
        Add(new Table<long, TRow>(name, settler.Database, new(json, kept), Keys.Numbers(neighbourBits), resident));

    public Table<string, TRow> NamedTable<TRow>(string name, JsonSerializerContext json) where TRow : class =>
        Add(new Table<string, TRow>(name, settler.Database, new(json, kept), Keys.Names, resident: true));

    public Table<string, TRow> LargeNamedTable<TRow>(string name, JsonSerializerContext json) where TRow : class =>
        Add(new Table<string, TRow>(name, settler.Database, new(json, kept), Keys.Names, resident: false));

    public Log<TItem> Log<TItem>(string name, JsonSerializerContext json) where TItem : class => Add(new Log<TItem>(name, settler.Database, new(json, kept)));

    public KeyIndex Index(string name) => Add(new KeyIndex(name, settler.Database, kept));

    /// <summary>How many batches were saved since the opening, each with one sync of the disk.</summary>
    public long SavedBatches => Volatile.Read(ref savedBatches);

    /// <summary>How many rows were in them.</summary>
    public long SavedRows => Volatile.Read(ref savedRows);

    /// <summary>Why changes cannot be saved, or what was saved cannot be read, as a sentence; null when all is well.</summary>
    public string? Trouble => troubles.Now;

    /// <summary>Told when trouble begins, and with null when it is over.</summary>
    public Action<string?>? TroubleChanged
    {
        get => troubles.Changed;
        set => troubles.Changed = value;
    }

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
        settler.Change(() =>
        {
            foreach (var shelf in emptied) shelf.Clear();
        });
        foreach (var shelf in emptied) shelf.Cleared();
    });

    /// <inheritdoc cref="Settler.Fact"/>
    public byte[] Fact(string name, Func<byte[]> first) => settler.Fact(name, first);

    /// <summary>The trouble that a fault comes of, or null when it is of another kind.</summary>
    public string? TroubleBehind(Exception fault)
    {
        // LiteDB gives itself up at the first fault of its files, wherever that is met, and says the same from then on.
        if (Trouble is null && fault is IOException) troubles.OfDatabase(fault);
        return fault is IOException or LiteException ? Trouble : null;
    }

    public void Dispose()
    {
        if (!queue.Close()) return;
        writer.Join();
        settler.Dispose();
        batch.Dispose();
    }

    TShelf Add<TShelf>(TShelf shelf) where TShelf : Shelf
    {
        if (!shelf.Name.All(letter => char.IsAsciiLetter(letter) || letter == '_')) throw new ArgumentException($"Shelf {shelf.Name}: a collection's name is of letters and _.");
        lock (opening)
        {
            if (shelves.Any(open => open.Name == shelf.Name)) throw new InvalidOperationException($"Shelf {shelf.Name} is already open.");
            shelves = [.. shelves, shelf];
        }
        return shelf;
    }

    Task Exclusively(Action run)
    {
        var item = new ExclusiveWork(run);
        queue.Add(item);
        return item.Answer;
    }

    void WriteUntilClosed()
    {
        var works = new List<Work>(BatchWorks);
        while (!queue.IsOver)
        {
            queue.Take(works, BatchWorks, settler.IsOpen || Gathered() > 0 ? IdleMilliseconds : Timeout.Infinite);
            if (works.Count == 0)
            {
                settler.Look();
                settler.Begin(shelves, lastBatch);
                continue;
            }
            Save(works);
            works.Clear();
            SettleWhatIsMuch();
        }
        Close();
    }

    void Save(List<Work> works)
    {
        foreach (var work in works.OfType<DecidingWork>()) batch.Decide(work);
        SaveDecided();
        if (works[^1] is ExclusiveWork alone) Run(alone);
    }

    void Run(ExclusiveWork alone)
    {
        try
        {
            if (!settler.Finish(shelves, lastBatch)) throw new IOException(Trouble);
            alone.Run();
            alone.Complete();
        }
        catch (Exception reason)
        {
            if (reason is IOException && Trouble is null) troubles.OfDatabase(reason);
            alone.Fail(reason);
        }
    }

    void SaveDecided()
    {
        try
        {
            if (!batch.Journal.IsEmpty) files?.Journal.Append(lastBatch + 1, batch.Journal);
        }
        catch (Exception reason)
        {
            foreach (var shelf in shelves) shelf.Discard();
            troubles.OfJournal(reason);
            batch.Fail(reason);
            return;
        }
        if (!batch.Journal.IsEmpty)
        {
            lastBatch++;
            Volatile.Write(ref savedBatches, savedBatches + 1);
            Volatile.Write(ref savedRows, savedRows + batch.Changes);
            troubles.OfJournal(null);
        }
        foreach (var shelf in shelves) shelf.Publish();
        batch.Complete();
    }

    int Gathered() => shelves.Sum(shelf => shelf.Gathered);

    void SettleWhatIsMuch()
    {
        var gathered = Gathered();
        settler.Look(waits: gathered > limits.MostRows);
        if (gathered >= limits.SettleRows && !settler.IsOpen) settler.Begin(shelves, lastBatch);
    }

    // What cannot be settled now is in the journal for the next opening.
    void Close()
    {
        try
        {
            if (settler.Finish(shelves, lastBatch)) settler.Sync();
        }
        catch (Exception reason) when (reason is IOException or LiteException) { troubles.OfDatabase(reason); }
    }
}
