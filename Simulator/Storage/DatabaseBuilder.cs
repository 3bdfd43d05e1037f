using LiteDB;

namespace KantanSim.Storage;

/// <summary>A database that is written whole, under other names, before its files take theirs. An interruption leaves nothing that a start would open.</summary>
internal sealed class DatabaseBuilder : IDisposable
{
    const string Unfinished = ".new";
    /// <summary>How many documents one transaction writes.</summary>
    const int AtOnce = 2_000;
    const long MaxLogPages = (8 << 20) / PageFile.PageBytes;

    // A data file without its log is told as damage: it comes last.
    static readonly string[] Names = [DatabaseFiles.LogName, DatabaseFiles.DataName];

    readonly Database database;
    readonly List<(string Collection, BsonDocument Document)> waiting = [];

    DatabaseBuilder(string folder) => database = new(new DatabaseFiles(
        new FileDevice(Path.Combine(folder, DatabaseFiles.DataName + Unfinished)), new FileDevice(Path.Combine(folder, DatabaseFiles.LogName + Unfinished))));

    /// <summary>Whether a folder has both files.</summary>
    public static bool Exists(string folder) => Names.All(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Makes one. What an interrupted attempt has left is deleted.</summary>
    public static void Build(string folder, Action<DatabaseBuilder> fill)
    {
        foreach (var name in Names)
            foreach (var leftover in new[] { name, name + Unfinished }) File.Delete(Path.Combine(folder, leftover));
        using (var target = new DatabaseBuilder(folder))
        {
            fill(target);
            target.Write();
            target.database.Checkpoint();
        }
        foreach (var name in Names) File.Move(Path.Combine(folder, name + Unfinished), Path.Combine(folder, name));
    }

    public void Add(string collection, BsonDocument document)
    {
        waiting.Add((collection, document));
        if (waiting.Count == AtOnce) Write();
    }

    public void Dispose() => database.Dispose();

    void Write()
    {
        if (waiting.Count == 0) return;
        database.Commit(collection => waiting.ForEach(one => collection(one.Collection).Insert(one.Document)));
        database.Sync();
        waiting.Clear();
        if (database.LogPages > MaxLogPages) database.Checkpoint();
    }
}
