using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// LiteDB, entered by one thread at a time. A reader that meets another thread's commit or checkpoint halfway finds its pages
/// released twice (5.0.20: "share counter must be &gt; 0"), and LiteDB gives itself up for good.
/// </summary>
/// <param name="isNew">Nothing was ever written to it.</param>
internal sealed class Database(LiteDatabase lite, bool isNew) : IDisposable
{
    readonly Lock gate = new();
    readonly HashSet<string> written = [];
    readonly Dictionary<string, ILiteCollection<BsonDocument>> collections = [];

    /// <param name="read">Must not hand out what still has to be read.</param>
    public T Read<T>(string collection, Func<ILiteCollection<BsonDocument>, T> read)
    {
        lock (gate) return read(Collection(collection));
    }

    /// <summary>All documents of a collection. One that was never written is not asked for them: LiteDB's first question takes a start some 8 ms.</summary>
    public void ForAll(string collection, Action<BsonDocument> read)
    {
        lock (gate)
        {
            if (isNew && !written.Contains(collection)) return;
            foreach (var document in Collection(collection).FindAll()) read(document);
        }
    }

    public void Change(string collection, Action<ILiteCollection<BsonDocument>> change)
    {
        lock (gate)
        {
            written.Add(collection);
            change(Collection(collection));
        }
    }

    /// <summary>All changes of this thread in one commit, or none. Others may read in between, and see none of them before the end.</summary>
    public void Commit(Action changes)
    {
        lock (gate) lite.BeginTrans();
        try
        {
            changes();
            lock (gate) lite.Commit();
        }
        catch
        {
            lock (gate) lite.Rollback();
            throw;
        }
    }

    /// <summary>Moves what was committed from LiteDB's log to its data file, and answers when that is on the disk.</summary>
    public void Checkpoint()
    {
        lock (gate) lite.Checkpoint();
    }

    public void Dispose()
    {
        lock (gate) lite.Dispose();
    }

    // LiteDB makes a new one each time that it is asked.
    ILiteCollection<BsonDocument> Collection(string name) =>
        collections.TryGetValue(name, out var known) ? known : collections[name] = lite.GetCollection(name);
}
