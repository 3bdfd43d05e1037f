using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Writes a complete database under temporary names and renames its files at the end. After an interruption, a start finds no database.
/// </summary>
internal sealed class DatabaseBuilder : IDisposable
{
    const string TemporarySuffix = ".new";
    const int DocumentsPerTransaction = 2_000;
    const long CheckpointPages = (8 << 20) / PageFile.PageBytes;

    // The data file is renamed last, because a data file without a log is reported as damage.
    static readonly string[] Names = [DatabaseFiles.LogName, DatabaseFiles.DataName];

    readonly Database database;
    readonly List<(string Collection, BsonDocument Document)> pending = [];

    DatabaseBuilder(string folder) => database = new(new DatabaseFiles(
        data: new FileDevice(Path.Combine(folder, DatabaseFiles.DataName + TemporarySuffix)),
        log: new FileDevice(Path.Combine(folder, DatabaseFiles.LogName + TemporarySuffix))));

    /// <summary>Whether a folder has both files.</summary>
    public static bool Exists(string folder) => Names.All(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Builds a database in a folder. Files of an interrupted attempt are deleted first.</summary>
    public static void Build(string folder, Action<DatabaseBuilder> fill)
    {
        foreach (var name in Names)
        {
            File.Delete(Path.Combine(folder, name));
            File.Delete(Path.Combine(folder, name + TemporarySuffix));
        }
        using (var target = new DatabaseBuilder(folder))
        {
            fill(target);
            target.WritePending();
            target.database.Checkpoint();
        }
        foreach (var name in Names) File.Move(Path.Combine(folder, name + TemporarySuffix), Path.Combine(folder, name));
    }

    public void Add(string collection, BsonDocument document)
    {
        pending.Add((collection, document));
        if (pending.Count == DocumentsPerTransaction) WritePending();
    }

    public void Dispose() => database.Dispose();

    void WritePending()
    {
        if (pending.Count == 0) return;
        database.Commit(getCollection =>
        {
            foreach (var (collection, document) in pending) getCollection(collection).Insert(document);
        });
        database.Sync();
        pending.Clear();
        if (database.LogPages > CheckpointPages) database.Checkpoint();
    }
}
