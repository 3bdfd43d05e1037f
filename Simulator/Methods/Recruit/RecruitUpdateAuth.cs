using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitUpdateAuth extends the validity of an authorisation.</summary>
internal static class RecruitUpdateAuth
{
    const string Api = "RecruitUpdateAuth";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, CommonFields.Access,
        (transaction, _, context) => Decide(recruit, transaction, context))
    {
        About = ("extends the validity of an authorisation", "仮売上の有効期限を延長する"),
        Brief = ("extends the authorisation", "仮売上の期限を延長"),
        ActionLabel = ("Extend", "仮売上の延長"),
        Answers = ["OrderID", "Status", "RcUpdateAuthDay"],
        Refusals =
        [
            GatewayErrors.NothingToExtend, GatewayErrors.OlderThan180Days, GatewayErrors.TooLateToExtend,
            GatewayErrors.PaidByPointsOnly, GatewayErrors.CardRefused,
        ],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, DecisionContext context)
    {
        var extension = recruit.Apply(transaction, RecruitLifecycle.UpdateAuth, context, before => before with
        {
            ExtendedAt = context.Now,
            ValidUntil = TimeLimits.ValidUntil(before, context),
        });
        if (extension.IsRefused) return extension;
        var refusal = TimeLimits.RefuseOld(transaction, context)
            ?? RefuseWhenTooLate(transaction, context)
            ?? PointsOnly.Refuse(transaction, Api, context)
            ?? RefuseDeclined(transaction, context);
        return refusal ?? extension with
        {
            Reply =
            [
                new("OrderID", transaction.OrderId),
                new("Status", extension.Transaction.Status.Code),
                new("RcUpdateAuthDay", Jst.Format(context.Now, context.Options.ExtensionDayFormat)),
            ],
        };
    }

    // UNVERIFIED: a last day exists, but it is not known.
    static Decision? RefuseWhenTooLate(Transaction transaction, DecisionContext context)
    {
        var closesAt = transaction.ValidUntil!.Value.AddDays(-context.Options.ExtensionClosesDays);
        return context.Now >= closesAt ? Decision.Refuse(transaction, GatewayErrors.TooLateToExtend) : null;
    }

    static Decision? RefuseDeclined(Transaction transaction, DecisionContext context) =>
        context.IsCardDeclined ? Decision.Refuse(transaction, GatewayErrors.CardRefused) : null;
}
