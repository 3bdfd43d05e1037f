using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// A named part of the store, stored in one or more collections of LiteDB. Only the store's writer thread calls the members that change it.
/// </summary>
internal abstract class StoreCollection(string name, Database database)
{
    public string Name { get; } = name;

    /// <summary>The names of its LiteDB collections.</summary>
    internal virtual IEnumerable<string> Collections => [Name];

    /// <summary>Writes the staged changes into the LiteDB collections, within a transaction.</summary>
    internal abstract void Apply(Func<string, ILiteCollection<BsonDocument>> getCollection);

    /// <summary>Called when the staged changes are on disk: makes them visible to readers.</summary>
    internal abstract void Publish();

    /// <summary>Called when the staged changes could not be saved: forgets them.</summary>
    internal abstract void Discard();

    /// <summary>Called when all rows are to be deleted, and that intention is on disk.</summary>
    internal abstract void OnCleared();

    /// <inheritdoc cref="Database.Read"/>
    protected T Read<T>(Func<ILiteCollection<BsonDocument>, T> read) => database.Read(Name, read);

    /// <inheritdoc cref="Database.Read"/>
    protected T Read<T>(string collection, Func<ILiteCollection<BsonDocument>, T> read) => database.Read(collection, read);

    /// <summary>
    /// Calls an action with each document. A new database is not queried, because LiteDB's first query takes about 8 ms of the start.
    /// </summary>
    protected void ForAll(Action<BsonDocument> read)
    {
        if (database.IsNew) return;
        foreach (var document in database.Read(Name, collection => collection.FindAll().ToList())) read(document);
    }
}
