using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>The stored collections of the ledger. Numbers is the index from AccessID to transaction number.</summary>
internal sealed class LedgerCollections(Store store)
{
    public Table<long, Transaction> Transactions { get; } = store.Table<Transaction>("transactions", TransactionJson.Default);

    public Table<long, Notification> Notifications { get; } = store.Table<Notification>("notifications", TransactionJson.Default);

    public ListTable<TimelineEntry> Timeline { get; } = store.ListTable<TimelineEntry>("timeline", TransactionJson.Default);

    /// <summary>What was observed of the requests about a transaction.</summary>
    public ListTable<Observation> Observations { get; } = store.ListTable<Observation>("observations", TransactionJson.Default);

    public KeyIndex NumberByAccessId { get; } = store.Index("numbers");
}
