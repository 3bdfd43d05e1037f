using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Traffic;

/// <summary>
/// The last exchanges with their bodies, and what was observed of each transaction, stored over restarts. Thread-safe. An exchange is
/// visible at once. It is saved with the next commit, which nobody waits for: a crash can lose those of the last moment.
/// </summary>
internal sealed partial class ExchangeLog
{
    /// <summary>Maximum number of exchanges; the oldest is dropped first.</summary>
    public const int Capacity = 500;

    /// <summary>Maximum size of all their bodies together, in bytes; the oldest exchange is dropped first.</summary>
    public const int MaxBodyBytes = 16 * 1_024 * 1_024;

    readonly Store store;
    readonly Ledger ledger;
    readonly ListTable<Observation> observations;
    readonly ExchangeBlocks blocks;
    readonly ILogger<ExchangeLog> log;
    readonly Lock sync = new();
    readonly RecentExchanges recent = new();
    List<Exchange> unsaved = [];
    Task saving = Task.CompletedTask;
    long last;
    bool isLoaded;
    bool isSaveQueued;

    public ExchangeLog(Store store, Ledger ledger, LedgerCollections collections, ILogger<ExchangeLog> log)
    {
        (this.store, this.ledger, this.log) = (store, ledger, log);
        observations = collections.Observations;
        blocks = new(store);
    }

    /// <summary>
    /// Raised when an exchange is saved, with the number of the transaction that it was observed for, or null. On the store's writer
    /// thread: it must not throw.
    /// </summary>
    public event Action<Observation, long?>? Saved;

    public void Add(Exchange exchange)
    {
        lock (sync)
        {
            LoadOnce();
            var numbered = exchange with { Number = ++last };
            recent.Add(numbered);
            unsaved.Add(numbered);
            // While nothing can be saved, the room is left to changes that somebody waits for.
            if (store.UnhealthyReason is null) QueueSave();
            else DropOldestUnsaved();
        }
    }

    /// <summary>The stored exchanges of a transaction, newest first.</summary>
    public List<Exchange> FindByAccessId(string accessId) => Newest().FindAll(exchange => exchange.AccessId == accessId);

    /// <summary>The stored requests to the gateway, newest first.</summary>
    public List<Exchange> Newest() => All().FindAll(exchange => exchange.IsReceived);

    /// <summary>All stored exchanges, newest first, also the posts of the gateway to merchants.</summary>
    public List<Exchange> All()
    {
        lock (sync)
        {
            LoadOnce();
            return recent.Newest();
        }
    }

    /// <summary>Deletes the exchanges of a shop.</summary>
    /// <param name="shopId">Null: all exchanges.</param>
    public async Task Forget(string? shopId)
    {
        await Flush();
        await store.WriteAlone(work =>
        {
            lock (sync)
            {
                LoadOnce();
                // What was added meanwhile is saved by its own write.
                var later = unsaved.Select(exchange => exchange.Number).ToHashSet();
                blocks.Replace(work, recent.Newest().Where(exchange => !IsForgotten(exchange) && !later.Contains(exchange.Number)), last);
            }
            work.WhenSaved(() =>
            {
                lock (sync)
                {
                    recent.Remove(IsForgotten);
                    unsaved.RemoveAll(IsForgotten);
                }
            });
        });

        bool IsForgotten(Exchange exchange) => shopId is null || exchange.ShopId == shopId;
    }

    // At the first use and not at the start, which has to be fast.
    void LoadOnce()
    {
        if (isLoaded) return;
        (var stored, last) = blocks.Read();
        stored.ForEach(recent.Add);
        isLoaded = true;
    }
}
