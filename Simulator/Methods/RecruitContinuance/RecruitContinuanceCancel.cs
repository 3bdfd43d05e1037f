using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>RecruitContinuanceCancel: ends the contract; a charge that is made already goes its way (protocol.md 2.12).</summary>
internal static class RecruitContinuanceCancel
{
    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("RecruitContinuanceCancel", CommonFields.Access,
        (transaction, _, moment) => Decide(recurring, transaction, moment))
    {
        About = "ends the contract: no further month is charged, one whose charge is made already is",
        ActionLabel = ("Cancel", "解約"),
        Answers = ["OrderID", "Status"],
        Refusals = [GatewayErrors.WrongState],
    };

    static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, DecisionContext moment)
    {
        var cancel = recurring.Apply(transaction, ContractLifecycle.Cancel, moment, before => before);
        return cancel.IsRefused ? cancel : cancel with { Reply = [new("OrderID", transaction.OrderId), new("Status", cancel.Transaction.Status.Code)] };
    }
}
