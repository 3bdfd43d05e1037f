using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitSales: captures the whole authorised amount (protocol.md 2.4).</summary>
internal static class Sales
{
    public static Operation Of(Recruit recruit) => new ChangingOperation("RecruitSales", CommonFields.Access,
        (transaction, _, moment) => Decide(recruit, transaction, moment))
    { Step = 10 };

    static Decision Decide(Recruit recruit, Transaction transaction, Moment moment)
    {
        var sale = recruit.Move(transaction, RecruitLifecycle.Sales, moment, before => before with { CapturedAt = moment.Now });
        if (sale.IsRefused) return sale;
        if (moment.Now > transaction.CreatedAt.AddDays(moment.Limits.AnyOperationDays))
            return Decision.Refuse(transaction, GatewayErrors.OlderThan180Days);
        if (moment.Now > transaction.ValidUntil)
            return Decision.Refuse(transaction, GatewayErrors.AuthorisationOver);
        // AccessID where its siblings answer OrderID: both editions of the official client agree.
        return sale with { Reply = [new("AccessID", transaction.AccessId), new("Status", sale.Transaction.Status.Code)] };
    }
}
