using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Serialization;
using KantanSim.Storage.Migrations;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The database. One writer thread takes all waiting requests, runs them one after the other, and commits their changes in one transaction
/// with one sync of the log (group commit). Callers are answered after the sync.
/// </summary>
internal sealed partial class Store : IDisposable
{
    public const string InMemory = ":memory:";

    readonly FileStream? folderLock;
    readonly DatabaseFiles? files;
    readonly int checkpointPages;
    readonly Database database;
    readonly StoreHealth health = new();
    readonly BlockingCollection<WriteRequest> queue = [];
    readonly CommitGroup group = new();
    readonly Dictionary<string, byte[]> metadata = [];
    readonly Lock opening = new();
    readonly Thread writer;
    volatile StoreCollection[] openCollections = [];
    long savedBatches;
    long savedRows;

    Store(FileStream? folderLock, DatabaseFiles? files, int checkpointPages = DefaultCheckpointPages)
    {
        this.folderLock = folderLock;
        this.files = files;
        this.checkpointPages = checkpointPages;
        if (files is not null) ReportDamageOf(files);
        database = new(files) { ReadFailed = ReportFault };
        if (!database.IsNew) LoadMetadata();
        if (metadata.TryGetValue(ClearingKey, out var names)) collectionsToClear = Encoding.UTF8.GetString(names).Split(',');
        FinishClearing();
        writer = new(WriteUntilClosed) { Name = "store writer", IsBackground = true };
        writer.Start();
    }

    /// <summary>
    /// Opens the database of a folder and creates it if it does not exist. <c>:memory:</c> opens a database that is never stored.
    /// </summary>
    /// <exception cref="IOException">
    /// The folder is not writable, another process has the database, or its files are damaged, incomplete or of a newer version.
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
            // LiteDB throws exceptions of several types when it cannot read a file.
            if (reason is not (LiteException or DamagedPageException or InvalidCastException)) throw;
            var cause = files?.Damage ?? reason.Message;
            throw new IOException($"{cause}: the database cannot be opened. Restore a copy, or choose another folder", reason);
        }
    }

    /// <summary>For tests: a store on given devices that checkpoints when its log has <paramref name="checkpointPages"/> pages.</summary>
    internal static Store OpenOn(DatabaseFiles files, int checkpointPages) => new(null, files, checkpointPages);

    /// <summary>Opens a table with numeric keys.</summary>
    /// <param name="resident">Keeps all rows in memory: for small tables.</param>
    public Table<long, TRow> Table<TRow>(string name, JsonSerializerContext json, bool resident = false) where TRow : class =>
        Add(new Table<long, TRow>(name, database, new(json), resident));

    /// <summary>Opens a small table with text keys; all its rows are kept in memory.</summary>
    public Table<string, TRow> NamedTable<TRow>(string name, JsonSerializerContext json) where TRow : class =>
        Add(new Table<string, TRow>(name, database, new(json), isResident: true));

    /// <summary>Opens a table with text keys; only recent rows are kept in memory.</summary>
    public Table<string, TRow> LargeNamedTable<TRow>(string name, JsonSerializerContext json) where TRow : class =>
        Add(new Table<string, TRow>(name, database, new(json), isResident: false));

    public ListTable<TItem> ListTable<TItem>(string name, JsonSerializerContext json) where TItem : class =>
        Add(new ListTable<TItem>(name, database, new(json)));

    public KeyIndex Index(string name) => Add(new KeyIndex(name, database));

    /// <summary>The number of commits since the store was opened. Each is one transaction and one sync of the log.</summary>
    public long SavedBatches => Volatile.Read(ref savedBatches);

    /// <summary>The number of row changes in these commits.</summary>
    public long SavedRows => Volatile.Read(ref savedRows);

    /// <summary>Why changes cannot be saved or data cannot be read, in English; null when the store is healthy.</summary>
    public string? UnhealthyReason => health.Reason;

    /// <summary><see cref="UnhealthyReason"/> in Japanese.</summary>
    public string? UnhealthyReasonJa => health.ReasonJa;

    /// <summary>Describes the torn end of the log that was cut off when the store was opened; null when the log was complete.</summary>
    public string? CutOff => files?.CutOff;

    /// <summary>Describes the migration that was made when the store was opened; null when none was needed.</summary>
    public string? Migrated { get; private init; }

    /// <summary>Called with the reason when the store becomes unhealthy, and with null when it is healthy again.</summary>
    public Action<string?>? HealthChanged
    {
        get => health.Changed;
        set => health.Changed = value;
    }

    /// <summary>
    /// Runs a function on the writer thread. The task completes once all that the function wrote is on disk. If the function throws,
    /// nothing is saved and the task fails with its exception.
    /// </summary>
    /// <exception cref="InvalidOperationException">The store is closed.</exception>
    public Task<T> Write<T>(Func<UnitOfWork, T> decide) => Write(new WriteRequest<T>(decide));

    /// <inheritdoc cref="Write{T}(Func{UnitOfWork, T})"/>
    public Task Write(Action<UnitOfWork> change) => Write(work =>
    {
        change(work);
        return true;
    });

    /// <summary>
    /// As <see cref="Write{T}(Func{UnitOfWork, T})"/>, in a commit of its own. All earlier requests are on disk when the function runs, so
    /// that every read of a collection, also of a range or a list, sees the same state.
    /// </summary>
    public Task<T> WriteAlone<T>(Func<UnitOfWork, T> decide) => Write(new WriteRequest<T>(decide, isAlone: true));

    /// <inheritdoc cref="WriteAlone{T}(Func{UnitOfWork, T})"/>
    public Task WriteAlone(Action<UnitOfWork> change) => WriteAlone(work =>
    {
        change(work);
        return true;
    });

    /// <summary>Deletes all rows of the given collections. The task completes once that is on disk.</summary>
    public Task Clear(params StoreCollection[] cleared)
    {
        var request = new ClearRequest(cleared);
        Enqueue(request);
        return request.Answer;
    }

    /// <summary>Returns a value about the database itself; creates and stores it at the first call.</summary>
    public byte[] GetOrAddMetadata(string name, Func<byte[]> create)
    {
        lock (metadata)
        {
            if (metadata.TryGetValue(name, out var stored)) return stored;
            var created = create();
            SaveMetadata(name, created);
            return metadata[name] = created;
        }
    }

    /// <summary>Reads every page of the files. A damaged page is reported in <see cref="UnhealthyReason"/>.</summary>
    public void Verify(CancellationToken stop) => database.Verify(stop);

    /// <summary>The <see cref="UnhealthyReason"/> when the exception was thrown by the storage; null for any other exception.</summary>
    public string? UnhealthyReasonFor(Exception fault) =>
        fault is IOException or LiteException or DamagedPageException ? UnhealthyReason : null;

    /// <summary>Reports that the files cannot be read or written. The next successful checkpoint ends that state.</summary>
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

    void ReportDamageOf(DatabaseFiles opened)
    {
        opened.Data.Damaged = damage => health.ReportDamage(damage.Message);
        opened.Log.Damaged = damage => health.ReportDamage(damage.Message);
        if (opened.Damage is { } damage) health.ReportDamage(damage);
    }

    void LoadMetadata()
    {
        foreach (var entry in database.Read(DocumentFormat.MetadataCollection, all => all.FindAll().ToList()))
            metadata[entry["_id"].AsString] = entry["v"].AsBinary;
    }

    TCollection Add<TCollection>(TCollection collection) where TCollection : StoreCollection
    {
        if (!collection.Name.All(letter => char.IsAsciiLetter(letter) || letter == '_'))
            throw new ArgumentException($"Collection {collection.Name}: a name consists of ASCII letters and _.");
        lock (opening)
        {
            if (openCollections.Any(open => open.Name == collection.Name))
                throw new InvalidOperationException($"Collection {collection.Name} is already open.");
            openCollections = [.. openCollections, collection];
        }
        return collection;
    }

    Task<T> Write<T>(WriteRequest<T> request)
    {
        Enqueue(request);
        return request.Answer;
    }

    void Enqueue(WriteRequest request)
    {
        try { queue.Add(request); }
        catch (InvalidOperationException reason) { throw new InvalidOperationException("The store is closed.", reason); }
    }

    void SaveMetadata(string name, byte[] value)
    {
        var entry = DocumentFormat.MetadataEntry(name, value);
        database.Commit(getCollection => getCollection(DocumentFormat.MetadataCollection).Upsert(entry));
        database.Sync();
    }
}
