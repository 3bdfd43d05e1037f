using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitSales captures the whole authorised amount.</summary>
internal static class RecruitSales
{
    const string Api = "RecruitSales";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, CommonFields.Access,
        (transaction, _, context) => Decide(recruit, transaction, context))
    {
        About = ("captures the whole authorised amount", "仮売上の全額を実売上にする"),
        Brief = ("captures the payment", "売上を確定"),
        ActionLabel = ("Capture", "売上確定"),
        Step = 10,
        Answers = ["AccessID", "Status"],
        Refusals =
        [
            GatewayErrors.WrongState, GatewayErrors.OlderThan180Days, GatewayErrors.PaidByPointsOnly, GatewayErrors.AuthorisationOver,
        ],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, DecisionContext context)
    {
        var sale = recruit.Apply(transaction, RecruitLifecycle.Sales, context, before => before with { CapturedAt = context.Now });
        if (sale.IsRefused) return sale;
        var refusal = TimeLimits.RefuseOld(transaction, context)
            ?? PointsOnly.Refuse(transaction, Api, context)
            ?? RefuseExpired(transaction, context);
        return refusal ?? sale with { Reply = [.. Reply(sale.Transaction, context.Options.SalesAnswer)] };
    }

    static Decision? RefuseExpired(Transaction transaction, DecisionContext context) =>
        context.Now >= transaction.ValidUntil ? Decision.Refuse(transaction, GatewayErrors.AuthorisationOver) : null;

    // AccessID where the sibling methods answer OrderID: both versions of the official client agree.
    static IEnumerable<KeyValuePair<string, string>> Reply(Transaction sold, SalesAnswerMode mode)
    {
        if (mode != SalesAnswerMode.OrderId) yield return new("AccessID", sold.AccessId);
        if (mode != SalesAnswerMode.AccessId) yield return new("OrderID", sold.OrderId);
        yield return new("Status", sold.Status.Code);
    }
}
