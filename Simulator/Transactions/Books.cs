using KantanSim.Configuration;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>The ledger and what belongs to it, opened together.</summary>
internal sealed record Books(Store Store, LedgerShelves Shelves, Identifiers Identifiers, Agenda Agenda, Changes Changes, Ledger Ledger)
{
    /// <exception cref="SettingException">The database was made with another seed.</exception>
    public static Books Open(Store store, long? seed)
    {
        var identifiers = Identifiers.For(store, seed);
        var agenda = new Agenda(store);
        var changes = new Changes();
        var shelves = new LedgerShelves(store);
        return new(store, shelves, identifiers, agenda, changes, new Ledger(store, shelves, identifiers, agenda, changes));
    }
}
