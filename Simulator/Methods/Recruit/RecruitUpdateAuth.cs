using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitUpdateAuth: renews an authorisation's validity (protocol.md 2.7).</summary>
internal static class RecruitUpdateAuth
{
    const string Api = "RecruitUpdateAuth";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, CommonFields.Access,
        (transaction, _, moment) => Decide(recruit, transaction, moment))
    {
        About = "extends the validity of an authorisation",
        ActionLabel = ("Extend", "与信延長"),
        Answers = ["OrderID", "Status", "RcUpdateAuthDay"],
        Refusals =
        [
            GatewayErrors.NothingToExtend, GatewayErrors.OlderThan180Days, GatewayErrors.TooLateToExtend, GatewayErrors.PaidByPointsOnly, GatewayErrors.CardRefused,
        ],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, DecisionContext moment)
    {
        var extension = recruit.Apply(transaction, RecruitLifecycle.UpdateAuth, moment, before => before with
        {
            ExtendedAt = moment.Now,
            ValidUntil = TimeLimits.ValidUntil(before, moment),
        });
        return extension.IsRefused ? extension
            : TimeLimits.TooOld(transaction, moment) ?? TooLate(transaction, moment) ?? PointsOnly.Refusal(transaction, Api, moment)
            ?? (moment.IsCardDeclined ? Decision.Refuse(transaction, GatewayErrors.CardRefused) : null)
            ?? extension with
            {
                Reply =
                [
                    new("OrderID", transaction.OrderId),
                    new("Status", extension.Transaction.Status.Code),
                    new("RcUpdateAuthDay", Jst.Format(moment.Now, moment.Options.ExtensionDayFormat)),
                ],
            };
    }

    // UNVERIFIED: a last day exists, which is not known (protocol.md 3.3; 9, 8).
    static Decision? TooLate(Transaction transaction, DecisionContext moment) =>
        moment.Now >= transaction.ValidUntil!.Value.AddDays(-moment.Options.ExtensionClosesDays) ? Decision.Refuse(transaction, GatewayErrors.TooLateToExtend) : null;
}
