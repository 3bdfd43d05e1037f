using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitCancel returns the whole amount.</summary>
internal static class RecruitCancel
{
    const string Api = "RecruitCancel";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, CommonFields.Access,
        (transaction, _, context) => Decide(recruit, transaction, context))
    {
        About = ("returns the whole amount", "全額を取り消す"),
        Brief = ("returns the whole amount", "全額を取消"),
        ActionLabel = ("Cancel", "取消"),
        Answers = ["OrderID", "Status"],
        Refusals =
        [
            GatewayErrors.WrongState, GatewayErrors.TooLateAfterSale, GatewayErrors.OlderThan180Days, GatewayErrors.PaidByPointsOnly,
        ],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, DecisionContext context)
    {
        var cancel = recruit.Apply(transaction, RecruitLifecycle.Cancel, context, before => before);
        if (cancel.IsRefused) return cancel;
        var refusal = TimeLimits.RefuseLongAfterSale(transaction, context)
            ?? TimeLimits.RefuseOld(transaction, context)
            ?? PointsOnly.Refuse(transaction, Api, context);
        return refusal ?? cancel with
        {
            Reply = [new("OrderID", transaction.OrderId), new("Status", cancel.Transaction.Status.Code)],
        };
    }
}
