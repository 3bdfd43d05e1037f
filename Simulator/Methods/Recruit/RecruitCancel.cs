using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitCancel: gives the whole amount back (protocol.md 2.5).</summary>
internal static class RecruitCancel
{
    const string Api = "RecruitCancel";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, CommonFields.Access,
        (transaction, _, moment) => Decide(recruit, transaction, moment))
    {
        About = "gives the whole amount back",
        ActionLabel = ("Cancel", "取消"),
        Answers = ["OrderID", "Status"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.TooLateAfterSale, GatewayErrors.OlderThan180Days, GatewayErrors.PaidByPointsOnly],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, DecisionContext moment)
    {
        var cancel = recruit.Apply(transaction, RecruitLifecycle.Cancel, moment, before => before);
        return cancel.IsRefused ? cancel
            : TimeLimits.TooLateAfterSale(transaction, moment) ?? TimeLimits.TooOld(transaction, moment) ?? PointsOnly.Refusal(transaction, Api, moment)
            ?? cancel with { Reply = [new("OrderID", transaction.OrderId), new("Status", cancel.Transaction.Status.Code)] };
    }
}
