using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>The ledger and its components, which are created together.</summary>
internal sealed record LedgerComponents(
    Store Store, LedgerCollections Collections, IdentifierGenerator Identifiers, JobSchedule Schedule, ChangeFeed Changes, Ledger Ledger)
{
    /// <exception cref="ConfigurationException">The database was created with another seed.</exception>
    public static LedgerComponents Open(Store store, long? seed)
    {
        var identifiers = IdentifierGenerator.For(store, seed);
        var schedule = new JobSchedule(store);
        var changes = new ChangeFeed();
        var collections = new LedgerCollections(store);
        var ledger = new Ledger(store, collections, identifiers, schedule, changes);
        return new(store, collections, identifiers, schedule, changes, ledger);
    }
}
