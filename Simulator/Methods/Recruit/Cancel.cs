using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitCancel: gives the whole amount back (protocol.md 2.5).</summary>
internal static class Cancel
{
    public static Operation Of(Recruit recruit) => new ChangingOperation("RecruitCancel", CommonFields.Access,
        (transaction, _, moment) => Decide(recruit, transaction, moment));

    static Decision Decide(Recruit recruit, Transaction transaction, Moment moment)
    {
        var cancel = recruit.Move(transaction, RecruitLifecycle.Cancel, moment, before => before);
        if (cancel.IsRefused) return cancel;
        if (moment.Now > transaction.CapturedAt?.AddDays(moment.Limits.AfterSaleDays))
            return Decision.Refuse(transaction, GatewayErrors.TooLateAfterSale);
        if (moment.Now > transaction.CreatedAt.AddDays(moment.Limits.AnyOperationDays))
            return Decision.Refuse(transaction, GatewayErrors.OlderThan180Days);
        return cancel with { Reply = [new("OrderID", transaction.OrderId), new("Status", cancel.Transaction.Status.Code)] };
    }
}
