using LiteDB;

namespace KantanSim.Storage;

/// <summary>A named part of the store. Its writer-side members are called by the store's one writer thread only.</summary>
internal abstract class Shelf(string name)
{
    public string Name { get; } = name;

    /// <summary>Rows that the journal holds and this shelf's collection does not yet.</summary>
    internal abstract int Unsettled { get; }

    /// <summary>A decision of the batch in hand was accepted: what follows in the batch sees it.</summary>
    internal abstract void Stage(JournalEntry entry, object? value);

    /// <summary>The batch is on disk: everybody sees it.</summary>
    internal abstract void Publish();

    /// <summary>The batch never reached the disk: nobody ever saw it.</summary>
    internal abstract void Discard();

    internal abstract void Settle(ILiteDatabase database, long settlement);

    /// <summary>The settlement is on disk: the journal's copy may go.</summary>
    internal abstract void Moved();

    internal void Clear(ILiteDatabase database) => CollectionIn(database).DeleteAll();

    /// <summary>The clearing is on disk: nothing is left to be read.</summary>
    internal abstract void Cleared();

    protected ILiteCollection<BsonDocument> CollectionIn(ILiteDatabase database) => database.GetCollection(Name);
}
