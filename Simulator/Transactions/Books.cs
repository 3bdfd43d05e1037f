using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>The ledger and what belongs to it, opened together.</summary>
internal sealed record Books(Store Store, Identifiers Identifiers, Agenda Agenda, Changes Changes, Ledger Ledger)
{
    /// <exception cref="SettingException">The database was made with another seed.</exception>
    public static Books Open(Store store, long? seed)
    {
        var identifiers = Identifiers.For(store, seed);
        var agenda = new Agenda(store);
        var changes = new Changes();
        return new(store, identifiers, agenda, changes, new Ledger(store, identifiers, agenda, changes));
    }
}
