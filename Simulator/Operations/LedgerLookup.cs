using KantanSim.Transactions;

namespace KantanSim.Operations;

internal static class LedgerLookup
{
    /// <exception cref="ProblemException">404: no transaction has this AccessID.</exception>
    public static Transaction Transaction(this Ledger ledger, string accessId) =>
        ledger.Find(accessId) ?? throw ProblemException.NotFound("transaction", accessId);
}
