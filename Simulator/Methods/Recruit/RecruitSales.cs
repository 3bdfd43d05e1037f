using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitSales: captures the whole authorised amount (protocol.md 2.4).</summary>
internal static class RecruitSales
{
    const string Api = "RecruitSales";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, CommonFields.Access,
        (transaction, _, moment) => Decide(recruit, transaction, moment))
    {
        About = "captures the whole authorised amount",
        ActionLabel = ("Capture", "売上確定"),
        Step = 10,
        Answers = ["AccessID", "Status"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.OlderThan180Days, GatewayErrors.PaidByPointsOnly, GatewayErrors.AuthorisationOver],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, DecisionContext moment)
    {
        var sale = recruit.Apply(transaction, RecruitLifecycle.Sales, moment, before => before with { CapturedAt = moment.Now });
        return sale.IsRefused ? sale
            : TimeLimits.TooOld(transaction, moment) ?? PointsOnly.Refusal(transaction, Api, moment)
            ?? (moment.Now >= transaction.ValidUntil ? Decision.Refuse(transaction, GatewayErrors.AuthorisationOver) : null)
            ?? sale with { Reply = [.. Reply(sale.Transaction, moment.Options.SalesAnswer)] };
    }

    // AccessID where its siblings answer OrderID: both editions of the official client agree.
    static IEnumerable<KeyValuePair<string, string>> Reply(Transaction sold, SalesAnswerMode form)
    {
        if (form != SalesAnswerMode.OrderId) yield return new("AccessID", sold.AccessId);
        if (form != SalesAnswerMode.AccessId) yield return new("OrderID", sold.OrderId);
        yield return new("Status", sold.Status.Code);
    }
}
