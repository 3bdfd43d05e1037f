using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>Where transactions stand: their rows, what they tell the merchant, their timelines, and which number an AccessID has.</summary>
internal sealed class LedgerCollections(Store store)
{
    public Table<long, Transaction> Transactions { get; } = store.Table<Transaction>("transactions", TransactionJson.Default);

    public Table<long, Notification> Notifications { get; } = store.Table<Notification>("notifications", TransactionJson.Default);

    public ListTable<TimelineEntry> Timeline { get; } = store.ListTable<TimelineEntry>("timeline", TransactionJson.Default);

    public KeyIndex Numbers { get; } = store.Index("numbers");
}
