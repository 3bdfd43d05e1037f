using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>RecruitContinuanceCancel ends the contract. A charge that exists is still made on its day.</summary>
internal static class RecruitContinuanceCancel
{
    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("RecruitContinuanceCancel",
        CommonFields.Access,
        (transaction, _, context) => Decide(recurring, transaction, context))
    {
        About = ("ends the contract: no further month is charged, except one whose charge already exists",
            "継続課金を解約する。作成済みの課金を除き、以降の月は課金しない"),
        Brief = ("ends the contract", "契約を終了"),
        ActionLabel = ("Cancel", "解約"),
        Answers = ["OrderID", "Status"],
        Refusals = [GatewayErrors.WrongState],
    };

    static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, DecisionContext context)
    {
        var cancel = recurring.Apply(transaction, ContractLifecycle.Cancel, context, before => before);
        if (cancel.IsRefused) return cancel;
        return cancel with { Reply = [new("OrderID", transaction.OrderId), new("Status", cancel.Transaction.Status.Code)] };
    }
}
