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
    readonly Queue<Exchange> exchanges = new();
    readonly List<Exchange> unsaved = [];
    Task saving = Task.CompletedTask;
    long bodyBytes;
    long last;
    bool isLoaded;
    bool isSaveQueued;

    public ExchangeLog(Store store, Ledger ledger, LedgerCollections collections, ILogger<ExchangeLog> log)
    {
        (this.store, this.ledger, this.log) = (store, ledger, log);
        observations = collections.Observations;
        blocks = new(store);
    }

    /// <summary>Raised on the store's writer thread when an exchange is saved. It must not throw.</summary>
    public event Action<Observation>? Saved;

    public void Add(Exchange exchange)
    {
        lock (sync)
        {
            LoadOnce();
            var numbered = exchange with { Number = ++last };
            Keep(numbered);
            unsaved.Add(numbered);
            QueueSave();
        }
    }

    /// <summary>Waits until all exchanges that were added before are on disk.</summary>
    public Task Flush()
    {
        lock (sync)
        {
            if (unsaved.Count > 0) QueueSave();
            return saving;
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
            return [.. exchanges.Reverse()];
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
                List<Exchange> kept = [.. exchanges.Where(exchange => shopId is not null && exchange.ShopId != shopId)];
                exchanges.Clear();
                bodyBytes = 0;
                kept.ForEach(Keep);
                unsaved.RemoveAll(exchange => shopId is null || exchange.ShopId == shopId);
                // What was added meanwhile is saved by its own write.
                var later = unsaved.Select(exchange => exchange.Number).ToHashSet();
                blocks.Replace(work, kept.Where(exchange => !later.Contains(exchange.Number)));
            }
        });
    }

    // At the first use and not at the start, which has to be fast.
    void LoadOnce()
    {
        if (isLoaded) return;
        isLoaded = true;
        foreach (var exchange in blocks.Read()) Keep(exchange);
        if (exchanges.Count > 0) last = exchanges.Last().Number;
    }

    void Keep(Exchange exchange)
    {
        exchanges.Enqueue(exchange);
        bodyBytes += exchange.BodyBytes;
        while (exchanges.Count > Capacity || (bodyBytes > MaxBodyBytes && exchanges.Count > 1))
            bodyBytes -= exchanges.Dequeue().BodyBytes;
    }

    // One queued write takes all that is added until it runs.
    void QueueSave()
    {
        if (isSaveQueued) return;
        isSaveQueued = true;
        saving = Save();
    }

    async Task Save()
    {
        List<Exchange> taken = [];
        try
        {
            await store.Write(work =>
            {
                lock (sync)
                {
                    taken = [.. unsaved];
                    unsaved.Clear();
                    isSaveQueued = false;
                }
                foreach (var exchange in taken) Save(work, exchange);
            });
        }
        catch (Exception fault) when (fault is InvalidOperationException || store.UnhealthyReasonFor(fault) is not null)
        {
            lock (sync)
            {
                isSaveQueued = false;
                unsaved.InsertRange(0, taken);
                if (unsaved.Count > Capacity) unsaved.RemoveRange(0, unsaved.Count - Capacity);
            }
            LogUnsaved(fault.Message);
        }
    }

    void Save(UnitOfWork work, Exchange exchange)
    {
        blocks.Append(work, exchange);
        // The payment may have been deleted meanwhile.
        if (exchange.AccessId is { } accessId && ledger.FindStaged(work, accessId) is { } transaction && IsFrom(transaction, exchange))
            work.Append(observations, transaction.Number, exchange);
        work.WhenSaved(() => Saved?.Invoke(exchange));
    }

    // Another shop's call that names the payment is not the shop's fault.
    static bool IsFrom(Transaction transaction, Exchange exchange) =>
        exchange.ShopId.Length == 0 || exchange.ShopId == transaction.ShopId;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Calls are shown, but not saved yet: {Reason}")]
    partial void LogUnsaved(string reason);
}
