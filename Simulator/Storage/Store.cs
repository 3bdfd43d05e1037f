using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Serialization;
using KantanSim.Storage.Migrations;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The database. One writer thread takes the requests that wait, lets one after the other decide, and saves all their changes in one transaction with
/// one sync of the disk; then each caller is answered.
/// </summary>
internal sealed class Store : IDisposable
{
    public const string InMemory = ":memory:";

    const int MaxRequests = 512;
    /// <summary>A log of so many pages (8 MB) is moved to the data file at once, a shorter one when nothing is written for a while.</summary>
    const int LongLogPages = (8 << 20) / PageFile.PageBytes;
    const int IdleMilliseconds = 200;
    /// <summary>How many rows one transaction deletes when shelves are emptied.</summary>
    const int ClearedAtOnce = 5_000;
    /// <summary>The fact that names collections whose emptying has begun.</summary>
    const string Clearing = "clearing";

    readonly FileStream? folderLock;
    readonly DatabaseFiles? files;
    readonly int longLogPages;
    readonly Database database;
    readonly StoreHealth health = new();
    readonly BlockingCollection<WriteRequest> queue = [];
    readonly CommitGroup group = new();
    readonly Dictionary<string, byte[]> facts = [];
    readonly Lock opening = new();
    readonly Thread writer;
    /// <summary>Collections whose emptying has begun.</summary>
    string[] unfinished = [];
    volatile StoreCollection[] shelves = [];
    long savedBatches;
    long savedRows;

    Store(FileStream? folderLock, DatabaseFiles? files, int longLogPages = LongLogPages)
    {
        (this.folderLock, this.files, this.longLogPages) = (folderLock, files, longLogPages);
        if (files is not null)
        {
            files.Data.Damaged = files.Log.Damaged = damage => health.ReportDamage(damage.Message);
            if (files.Damage is { } damage) health.ReportDamage(damage);
        }
        database = new(files) { ReadFailed = ReportFault };
        if (!database.IsNew)
            foreach (var fact in database.Read(DocumentFormat.MetadataCollection, all => all.FindAll().ToList())) facts[fact["_id"].AsString] = fact["v"].AsBinary;
        if (facts.TryGetValue(Clearing, out var collections)) unfinished = Encoding.UTF8.GetString(collections).Split(',');
        FinishClearing();
        writer = new(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        writer.Start();
    }

    /// <summary>Opens the database of a folder, which is made when missing, or one that keeps nothing for <c>:memory:</c>.</summary>
    /// <exception cref="IOException">
    /// The folder cannot be written, another process has the database, or its files are damaged, incomplete or of a newer version.
    /// </exception>
    public static Store Open(string folder)
    {
        if (folder == InMemory) return new(null, null);
        DataFolder.Create(folder);
        var folderLock = FolderLock.Take(folder);
        DatabaseFiles? files = null;
        try
        {
            var migrated = Migration.Run(folder);
            files = new DatabaseFiles(folder);
            return new(folderLock, files) { Migrated = migrated };
        }
        catch (Exception reason)
        {
            files?.Dispose();
            folderLock.Dispose();
            // LiteDB says in many ways that it cannot read a file.
            if (reason is LiteException or DamagedPageException or InvalidCastException)
                throw new IOException($"{files?.Damage ?? reason.Message}: the database cannot be opened. Put back a copy of the folder, or name another folder", reason);
            throw;
        }
    }

    /// <summary>A store on devices of a test, which moves a log of so many pages to the data file.</summary>
    internal static Store On(DatabaseFiles files, int longLogPages) => new(null, files, longLogPages);

    public Table<long, TRow> Table<TRow>(string name, JsonSerializerContext json, bool resident = false) where TRow : class =>
        Add(new Table<long, TRow>(name, database, new(json), resident));

    public Table<string, TRow> NamedTable<TRow>(string name, JsonSerializerContext json) where TRow : class =>
        Add(new Table<string, TRow>(name, database, new(json), isResident: true));

    public Table<string, TRow> LargeNamedTable<TRow>(string name, JsonSerializerContext json) where TRow : class =>
        Add(new Table<string, TRow>(name, database, new(json), isResident: false));

    public ListTable<TItem> ListTable<TItem>(string name, JsonSerializerContext json) where TItem : class => Add(new ListTable<TItem>(name, database, new(json)));

    public KeyIndex Index(string name) => Add(new KeyIndex(name, database));

    /// <summary>How many transactions were saved since the opening, each with one sync of the disk.</summary>
    public long SavedBatches => Volatile.Read(ref savedBatches);

    /// <summary>How many changes of rows were in them.</summary>
    public long SavedRows => Volatile.Read(ref savedRows);

    /// <summary>Why changes cannot be saved, or what was saved cannot be read, as a sentence; null when all is well.</summary>
    public string? UnhealthyReason => health.Now;

    /// <summary>The same in Japanese.</summary>
    public string? UnhealthyReasonJa => health.NowJa;

    /// <summary>What a crash left half written and was cut off at the opening, as a sentence; null when nothing was.</summary>
    public string? CutOff => files?.CutOff;

    /// <summary>What was migrated at the opening, as a sentence; null when nothing was.</summary>
    public string? Migrated { get; private init; }

    /// <summary>Told when trouble begins, and with null when it is over.</summary>
    public Action<string?>? HealthChanged
    {
        get => health.Changed;
        set => health.Changed = value;
    }

    /// <summary>Runs a work in its turn and answers once what it wrote is on disk. A work that throws saves nothing.</summary>
    public Task<T> Write<T>(Func<UnitOfWork, T> work)
    {
        var request = new WriteRequest<T>(work);
        Enqueue(request);
        return request.Answer;
    }

    public Task Write(Action<UnitOfWork> work) => Write(writing => { work(writing); return true; });

    /// <summary>Empties shelves for good.</summary>
    public Task Clear(params StoreCollection[] emptied)
    {
        var request = new ClearRequest(emptied);
        Enqueue(request);
        return request.Answer;
    }

    /// <summary>A fact about the database itself, made at the first opening and kept.</summary>
    public byte[] GetOrAddMetadata(string name, Func<byte[]> first)
    {
        lock (facts)
        {
            if (facts.TryGetValue(name, out var kept)) return kept;
            var made = first();
            Keep(name, made);
            return facts[name] = made;
        }
    }

    /// <summary>Reads every page of the files. What is damaged becomes <see cref="UnhealthyReason"/>.</summary>
    public void Verify(CancellationToken stop) => database.Verify(stop);

    /// <summary>The trouble that a fault comes of, or null when it is of another kind.</summary>
    public string? UnhealthyReasonFor(Exception fault) => fault is IOException or LiteException or DamagedPageException ? UnhealthyReason : null;

    /// <summary>The files cannot be read, or written. It is over with the next checkpoint that succeeds.</summary>
    internal void ReportFault(IOException reason) => health.ReportCheckpoint(reason);

    public void Dispose()
    {
        if (queue.IsAddingCompleted) return;
        queue.CompleteAdding();
        writer.Join();
        database.Dispose();
        queue.Dispose();
        folderLock?.Dispose();
    }

    TShelf Add<TShelf>(TShelf shelf) where TShelf : StoreCollection
    {
        if (!shelf.Name.All(letter => char.IsAsciiLetter(letter) || letter == '_'))
            throw new ArgumentException($"Shelf {shelf.Name}: a collection's name is of letters and _.");
        lock (opening)
        {
            if (shelves.Any(open => open.Name == shelf.Name)) throw new InvalidOperationException($"Shelf {shelf.Name} is already open.");
            shelves = [.. shelves, shelf];
        }
        return shelf;
    }

    void Enqueue(WriteRequest request)
    {
        try { queue.Add(request); }
        catch (InvalidOperationException reason) { throw new InvalidOperationException("The store is closed.", reason); }
    }

    void WriteUntilClosed()
    {
        while (!queue.IsCompleted)
        {
            if (queue.TryTake(out var first, database.LogPages > 0 ? IdleMilliseconds : Timeout.Infinite)) Save(first);
            else if (!queue.IsCompleted || database.LogPages > 0) Checkpoint();
            if (database.LogPages >= longLogPages) Checkpoint();
        }
        Checkpoint();
    }

    void Save(WriteRequest? next)
    {
        var isRefused = health.IsDamaged;
        for (var count = 0; next is not null; count++)
        {
            if (isRefused) next.Fail(new IOException(health.Now));
            else if (next is ClearRequest clear) Run(clear);
            else group.Execute(next);
            if (next is ClearRequest || count == MaxRequests || !queue.TryTake(out next)) break;
        }
        Save();
    }

    void Save()
    {
        try
        {
            if (group.Changes > 0)
            {
                // Later it would delete these changes, too.
                FinishClearing();
                group.Commit(database);
                database.Sync();
                Volatile.Write(ref savedBatches, savedBatches + 1);
                Volatile.Write(ref savedRows, savedRows + group.Changes);
                health.ReportCommit(null);
            }
        }
        catch (Exception reason)
        {
            if (reason is not DamagedPageException) health.ReportCommit(reason);
            group.Fail(reason);
            return;
        }
        group.Complete();
    }

    // Requests before it are saved first: they come before it.
    void Run(ClearRequest clear)
    {
        Save();
        try
        {
            var collections = clear.Shelves.SelectMany(shelf => shelf.Collections).ToArray();
            Keep(Clearing, Encoding.UTF8.GetBytes(string.Join(',', collections)));
            unfinished = collections;
            foreach (var shelf in clear.Shelves) shelf.OnCleared();
            FinishClearing();
            clear.Complete();
        }
        catch (Exception reason)
        {
            if (reason is not DamagedPageException) health.ReportCommit(reason);
            clear.Fail(reason);
        }
    }

    // In steps, because a transaction is held in memory. What an exception or a crash interrupts is finished before the next change is saved.
    void FinishClearing()
    {
        if (unfinished.Length == 0) return;
        foreach (var name in unfinished) Clear(name);
        database.Commit(collection => collection(DocumentFormat.MetadataCollection).Delete(Clearing));
        database.Sync();
        facts.Remove(Clearing);
        unfinished = [];
    }

    void Clear(string name)
    {
        List<BsonValue> ids;
        while ((ids = database.Read<List<BsonValue>>(name, FirstIds)).Count > 0)
        {
            database.Commit(collection => ids.ForEach(id => collection(name).Delete(id)));
            if (database.LogPages >= longLogPages) database.Checkpoint();
        }
    }

    static List<BsonValue> FirstIds(ILiteCollection<BsonDocument> rows) =>
        [.. rows.Query().OrderBy("_id").Limit(ClearedAtOnce).ToEnumerable().Select(row => row["_id"])];

    void Keep(string name, byte[] value)
    {
        database.Commit(collection => collection(DocumentFormat.MetadataCollection).Upsert(DocumentFormat.MetadataEntry(name, value)));
        database.Sync();
    }

    // What cannot be moved now stays in the log.
    void Checkpoint()
    {
        if (database.LogPages == 0 || health.IsDamaged) return;
        try
        {
            database.Checkpoint();
            health.ReportCheckpoint(null);
        }
        catch (Exception reason) when (reason is IOException or LiteException) { health.ReportCheckpoint(reason); }
        catch (DamagedPageException) { /* reported where the page was read */ }
    }
}
