using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitCancel: gives the whole amount back (protocol.md 2.5).</summary>
internal static class Cancel
{
    const string Api = "RecruitCancel";

    public static Operation Of(Recruit recruit) => new ChangingOperation(Api, CommonFields.Access,
        (transaction, _, moment) => Decide(recruit, transaction, moment))
    {
        About = "gives the whole amount back",
        Short = ("Cancel", "取消"),
        Answers = ["OrderID", "Status"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.TooLateAfterSale, GatewayErrors.OlderThan180Days, GatewayErrors.PaidByPointsOnly],
    };

    static Decision Decide(Recruit recruit, Transaction transaction, Moment moment)
    {
        var cancel = recruit.Take(transaction, RecruitLifecycle.Cancel, moment, before => before);
        return cancel.IsRefused ? cancel
            : TimeLimits.TooLateAfterSale(transaction, moment) ?? TimeLimits.TooOld(transaction, moment) ?? PointsOnly.Refusal(transaction, Api, moment)
            ?? cancel with { Reply = [new("OrderID", transaction.OrderId), new("Status", cancel.Transaction.Status.Code)] };
    }
}
