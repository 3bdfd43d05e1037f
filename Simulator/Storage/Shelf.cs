using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// A named part of the store. Rows that the journal holds and the shelf's collection does not yet are of two generations: those that
/// gather, and those that a settlement is moving. All members are called by the store's one writer thread only, but for <see cref="Settle"/>.
/// </summary>
internal abstract class Shelf(string name, Database database)
{
    public string Name { get; } = name;

    /// <summary>How many rows have gathered since the last settlement began.</summary>
    internal abstract int Gathered { get; }

    /// <summary>A decision of the batch in hand was accepted: what follows in the batch sees it.</summary>
    internal abstract void Stage(JournalEntry entry, object? value);

    /// <summary>The batch is on disk: everybody sees it.</summary>
    internal abstract void Publish();

    /// <summary>The batch never reached the disk: nobody ever saw it.</summary>
    internal abstract void Discard();

    /// <summary>A settlement begins: what has gathered is what it moves. The one before is over.</summary>
    internal abstract void Turn(long settlement);

    /// <summary>Writes what the settlement moves into the collection, while the writer goes on.</summary>
    internal abstract void Settle();

    /// <summary>The settlement is committed: the collection has what it moved.</summary>
    internal abstract void Moved();

    internal void Clear() => Change(collection => collection.DeleteAll());

    /// <summary>The clearing is on disk: nothing is left to be read.</summary>
    internal abstract void Cleared();

    /// <inheritdoc cref="Database.Read"/>
    protected T Read<T>(Func<ILiteCollection<BsonDocument>, T> read) => database.Read(Name, read);

    /// <inheritdoc cref="Database.ForAll"/>
    protected void ForAll(Action<BsonDocument> read) => database.ForAll(Name, read);

    protected void Change(Action<ILiteCollection<BsonDocument>> change) => database.Change(Name, change);
}
