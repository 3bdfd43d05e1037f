using LiteDB;

namespace KantanSim.Storage;

/// <summary>A named part of the store, with one or more collections of LiteDB. All members are called by the store's writer thread only.</summary>
internal abstract class StoreCollection(string name, Database database)
{
    public string Name { get; } = name;

    /// <summary>The collections that it is kept in.</summary>
    internal virtual IEnumerable<string> Collections => [Name];

    /// <summary>Writes the staged changes into the collections, within a transaction.</summary>
    internal abstract void Apply(Func<string, ILiteCollection<BsonDocument>> collection);

    /// <summary>The staged changes are on disk: everybody sees them.</summary>
    internal abstract void Publish();

    /// <summary>The staged changes never reached the disk: nobody ever saw them.</summary>
    internal abstract void Discard();

    /// <summary>All rows were deleted, and that is on disk.</summary>
    internal abstract void OnCleared();

    /// <inheritdoc cref="Database.Read"/>
    protected T Read<T>(Func<ILiteCollection<BsonDocument>, T> read) => database.Read(Name, read);

    /// <inheritdoc cref="Database.Read"/>
    protected T Read<T>(string collection, Func<ILiteCollection<BsonDocument>, T> read) => database.Read(collection, read);

    /// <summary>All documents. A new database is not asked for them: LiteDB's first query takes a start some 8 ms.</summary>
    protected void ForAll(Action<BsonDocument> read)
    {
        if (database.IsNew) return;
        foreach (var document in database.Read(Name, collection => collection.FindAll().ToList())) read(document);
    }
}
