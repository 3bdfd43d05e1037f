using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>RecruitContinuanceChange: another amount for the months whose charge is not made yet (protocol.md 2.11).</summary>
internal static class RecruitContinuanceChange
{
    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("RecruitContinuanceChange", [.. CommonFields.Access, CommonFields.Amount, CommonFields.Tax],
        (transaction, request, moment) => Decide(recurring, transaction, request, moment))
    {
        About = "changes the amount of the months whose charge is not made yet",
        Answers = ["OrderID", "Status", "Amount", "Tax"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.MonthlyAmountRefused],
    };

    static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, Request request, DecisionContext moment)
    {
        var change = recurring.Apply(transaction, ContractLifecycle.Change, moment,
            before => before with { Amount = request.Number("Amount"), Tax = request.Number("Tax") }, tells: moment.Options.NotifyChanges);
        if (change.IsRefused) return change;
        // UNVERIFIED: which amounts are refused (protocol.md 2.11).
        var total = CommonFields.Total(request);
        if (total > moment.Options.LargestAmount || (total > transaction.Total && !moment.Options.ContractChangeUpward) || transaction.HasReachedMaxAmountChanges)
            return Decision.Refuse(transaction, GatewayErrors.MonthlyAmountRefused);
        return change with
        {
            Reply =
            [
                new("OrderID", transaction.OrderId),
                new("Status", change.Transaction.Status.Code),
                new("Amount", WireFields.Yen(change.Transaction.Amount)),
                new("Tax", WireFields.Yen(change.Transaction.Tax)),
            ],
        };
    }
}
