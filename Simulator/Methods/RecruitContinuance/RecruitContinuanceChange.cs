using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>RecruitContinuanceChange changes the amount of the months whose charge does not exist yet.</summary>
internal static class RecruitContinuanceChange
{
    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("RecruitContinuanceChange",
        [.. CommonFields.Access, CommonFields.Amount, CommonFields.Tax],
        (transaction, request, context) => Decide(recurring, transaction, request, context))
    {
        About = ("changes the amount of the months whose charge does not exist yet", "課金がまだ作成されていない月の金額を変更する"),
        Brief = ("changes the monthly amount", "月額を変更"),
        ActionLabel = ("Change amount", "金額変更"),
        Answers = ["OrderID", "Status", "Amount", "Tax"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.MonthlyAmountRefused],
    };

    static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, Request request, DecisionContext context)
    {
        var change = recurring.Apply(transaction, ContractLifecycle.Change, context, before => WithAmount(before, request),
            notifies: context.Options.NotifyChanges);
        if (change.IsRefused) return change;
        if (!IsAllowed(transaction, CommonFields.Total(request), context.Options))
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

    static Transaction WithAmount(Transaction before, Request request) =>
        before with { Amount = request.Number("Amount"), Tax = request.Number("Tax") };

    // UNVERIFIED: which amounts are refused.
    static bool IsAllowed(Transaction transaction, long total, ProtocolOptions options) =>
        total <= options.LargestAmount
        && (total <= transaction.Total || options.ContractChangeUpward)
        && !transaction.HasReachedMaxAmountChanges;
}
