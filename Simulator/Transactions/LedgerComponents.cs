using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>The ledger and what belongs to it, opened together.</summary>
internal sealed record LedgerComponents(Store Store, LedgerCollections Shelves, IdentifierGenerator Identifiers, JobSchedule Agenda, ChangeFeed Changes, Ledger Ledger)
{
    /// <exception cref="ConfigurationException">The database was made with another seed.</exception>
    public static LedgerComponents Open(Store store, long? seed)
    {
        var identifiers = IdentifierGenerator.For(store, seed);
        var agenda = new JobSchedule(store);
        var changes = new ChangeFeed();
        var shelves = new LedgerCollections(store);
        return new(store, shelves, identifiers, agenda, changes, new Ledger(store, shelves, identifiers, agenda, changes));
    }
}
