using System.Buffers.Binary;
using System.Collections.Concurrent;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The database itself, and how rows come there from the journal: settlement by settlement, each one commit, on a thread of its own while the
/// writer goes on. Which batches are settled is a fact of the same commit, so none counts twice, whenever the process ends.
/// A settlement that fails is tried again as it is: the journal still has every row.
/// </summary>
internal sealed class Settler : IDisposable
{
    /// <summary>Counts up when rows are laid out, or spelled, in another way.</summary>
    const int Layout = 6;
    const string Facts = "facts";

    readonly DatabaseFiles? files;
    readonly Troubles troubles;
    readonly StoreLimits limits;
    readonly ConcurrentDictionary<string, BsonValue> known = new();
    // What the settlement that is under way, or has to be tried again, moves; null when all of it is moved.
    Settlement? open;
    Task<bool>? running;
    long settlements;

    public Settler(DatabaseFiles? files, Troubles troubles, StoreLimits limits)
    {
        (this.files, this.troubles, this.limits) = (files, troubles, limits);
        Database = files?.Database ?? DatabaseFiles.InMemory();
        // All at once: a search by key would compile an expression, which a start has no time for.
        Database.ForAll(Facts, fact => known[fact["_id"].AsString] = fact["v"]);
        CheckLayout();
        settlements = Known("settlements");
        LastBatch = Known("settled");
        Recover();
    }

    public Database Database { get; }

    /// <summary>The last batch that was saved before this opening.</summary>
    public long LastBatch { get; private set; }

    /// <summary>Whether anything is left to be moved that had gathered before the last settlement began.</summary>
    public bool IsOpen => open is not null;

    /// <summary>Begins to move what has gathered, unless that goes on already.</summary>
    /// <param name="lastBatch">The last batch that has gathered.</param>
    public void Begin(ICollection<Shelf> shelves, long lastBatch)
    {
        if (running is not null || !Open(shelves, lastBatch)) return;
        var settlement = open!;
        running = Task.Factory.StartNew(() => Run(settlement), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Lets go of what has been moved.</summary>
    /// <param name="waits">Waits for a settlement under way.</param>
    public void Look(bool waits = false)
    {
        if (running is null || !(waits || running.IsCompleted)) return;
        // What is none of the disk's faults ends the program by the writer's thread, as it would there.
        Close(running.GetAwaiter().GetResult());
        running = null;
    }

    /// <summary>Moves everything, and answers when it is there.</summary>
    /// <returns>Whether nothing is left: otherwise the troubles tell why.</returns>
    public bool Finish(ICollection<Shelf> shelves, long lastBatch)
    {
        Look(waits: true);
        // First what failed before, then what has gathered since.
        while (Open(shelves, lastBatch))
        {
            if (!Run(open!)) return false;
            Close(isMoved: true);
        }
        return true;
    }

    /// <summary>Changes the database while nothing is left to be moved, and answers when that is on the disk.</summary>
    public void Change(Action change)
    {
        Database.Commit(change);
        Sync();
    }

    /// <summary>Answers when everything is on the disk, in the database: the journal is empty then.</summary>
    public void Sync()
    {
        files?.Sync();
        files?.Journal.Empty();
    }

    /// <summary>A fact about the database itself, made at the first opening and kept.</summary>
    public byte[] Fact(string name, Func<byte[]> first)
    {
        if (known.TryGetValue(name, out var kept)) return kept.AsBinary;
        // A settlement under way has the facts in hand: whoever waited for them here would wait for ever.
        if (running is not null) throw new InvalidOperationException($"Fact {name}: facts are made at the opening, before anything is settled.");
        var made = first();
        Keep(name, made);
        files?.Sync();
        return made;
    }

    public void Dispose()
    {
        if (files is null) Database.Dispose();
        else files.Dispose();
    }

    bool Open(ICollection<Shelf> shelves, long lastBatch)
    {
        if (open is not null) return true;
        if (shelves.All(shelf => shelf.Gathered == 0)) return false;
        open = new(settlements + 1, lastBatch, [.. shelves]);
        foreach (var shelf in open.Shelves) shelf.Turn(open.Number);
        if (files?.Journal is { HasOlder: false } journal && journal.Length > limits.LongJournal) journal.Turn();
        return true;
    }

    void Close(bool isMoved)
    {
        if (!isMoved) return;
        foreach (var shelf in open!.Shelves) shelf.Moved();
        settlements = open.Number;
        open = null;
    }

    // Whether it is all moved.
    bool Run(Settlement settlement)
    {
        try
        {
            Database.Commit(() =>
            {
                foreach (var shelf in settlement.Shelves) shelf.Settle();
                Keep("settlements", settlement.Number);
                Keep("settled", settlement.LastBatch);
            });
        }
        catch (Exception reason) when (reason is IOException or LiteException)
        {
            troubles.OfDatabase(reason);
            return false;
        }
        try
        {
            EmptyOlder();
            troubles.OfDatabase(null);
        }
        catch (Exception reason) when (reason is IOException or LiteException) { troubles.OfDatabase(reason); }
        return true;
    }

    // Its last batch is not younger than those of this settlement.
    void EmptyOlder()
    {
        if (files is null || !files.Journal.HasOlder) return;
        files.Sync();
        files.Journal.EmptyOlder();
    }

    long Known(string fact) => known.TryGetValue(fact, out var value) ? value.AsInt64 : 0;

    void Keep(string name, BsonValue value)
    {
        Database.Change(Facts, facts => facts.Upsert(new BsonDocument { ["_id"] = name, ["v"] = value }));
        known[name] = value;
    }

    // Reading rows of another layout would find nothing and say nothing.
    void CheckLayout()
    {
        if (known.IsEmpty) Keep("layout", Layout);
        else if (!known.TryGetValue("layout", out var layout) || layout.AsInt32 != Layout) throw new IOException("the database there was made by another version of KantanSim; name another folder or remove it");
    }

    void Recover()
    {
        if (files?.Journal.Read() is not { Count: > 0 } batches) return;
        if (batches.FindAll(batch => batch.Number > LastBatch) is { Count: > 0 } unsettled) Recover(unsettled);
        Sync();
    }

    void Recover(List<(long Number, byte[] Batch)> batches)
    {
        LastBatch = batches[^1].Number;
        settlements++;
        Database.Commit(() =>
        {
            foreach (var document in batches.SelectMany(batch => JournalEntry.ReadAll(batch.Batch)).GroupBy(entry => (entry.Shelf, entry.Document)))
                Database.Change(document.Key.Shelf, collection => Recover(collection, document.Key.Document, [.. document]));
            Keep("settlements", settlements);
            Keep("settled", LastBatch);
        });
    }

    void Recover(ILiteCollection<BsonDocument> collection, RowKey document, JournalEntry[] entries)
    {
        if (entries[0].Verb is JournalVerb.Append or JournalVerb.Drop)
            LogDocument.Change(collection, document.Number, settlements, LogItems.Of(entries).Lists());
        else if (entries[0].Verb == JournalVerb.Mark)
            KeyIndex.Change(collection, document.Bson, entries.Select(entry => (entry.Key.Number, BinaryPrimitives.ReadUInt128BigEndian(entry.Json.Span))));
        else
            RowDocument.Change(collection, document.Bson, entries.Select(entry => (entry.Key, entry.Json)));
    }

    /// <summary>What one commit moves: all that had gathered up to a batch.</summary>
    sealed record Settlement(long Number, long LastBatch, Shelf[] Shelves);
}
