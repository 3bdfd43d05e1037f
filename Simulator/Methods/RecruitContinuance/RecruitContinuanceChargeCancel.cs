using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>RecruitContinuanceChargeCancel cancels one monthly charge until some days after its charge day.</summary>
internal static class RecruitContinuanceChargeCancel
{
    static readonly FieldRule ContinuanceMonth =
        FieldRule.Required("ContinuanceMonth", GatewayErrors.MonthMissing, ("the month as yyyyMM", "継続課金年月（yyyyMM）"), "202601",
            FieldChecks.LongerThan(6, GatewayErrors.MonthTooLong),
            FieldChecks.NotDigits(GatewayErrors.MonthNotNumber),
            FieldChecks.NotMonth(GatewayErrors.MonthUnknown)) with
        { SizeFact = Facts.SoftBank };

    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("RecruitContinuanceChargeCancel",
        [.. CommonFields.Access, ContinuanceMonth],
        (transaction, request, context) => Decide(recurring, transaction, request, context))
    {
        About = ("cancels one monthly charge", "1か月分の課金を取り消す"),
        Brief = ("cancels one month's charge", "1か月分の課金を取消"),
        ActionLabel = ("Cancel month", "月の課金取消"),
        Answers = ["OrderID", "Status"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.NoChargeInMonth, GatewayErrors.TooLateAfterCharge],
    };

    static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, Request request, DecisionContext context)
    {
        var decision = recurring.Apply(transaction, ContractLifecycle.ChargeCancel, context, before => before, transaction.Error);
        if (decision.IsRefused) return decision;
        if (transaction.Contract!.Of(request.Number("ContinuanceMonth")) is not { } charge)
            return Decision.Refuse(transaction, GatewayErrors.NoChargeInMonth);
        var transition = ChargeLifecycle.Table.Next(charge.Status, ChargeLifecycle.Cancel);
        if (transition.Refusal is { } refusal) return Decision.Refuse(transaction, refusal);
        if (IsTooLate(charge, context)) return Decision.Refuse(transaction, GatewayErrors.TooLateAfterCharge);
        var cancelled = charge with { Status = transition.To!.Value };
        return decision with
        {
            Transaction = decision.Transaction with { Contract = transaction.Contract.With(cancelled) },
            JobsToSchedule = [.. transition.Jobs.Select(kind => RecruitContinuanceMethod.JobFor(kind, transaction, cancelled, context))],
            JobsToCancel = [ScheduledJob.IdOf(transaction.Number, JobKind.Charge, charge.Index)],
            Reply = [new("OrderID", transaction.OrderId), new("Status", transaction.Status.Code)],
        };
    }

    // UNVERIFIED: a deadline exists, but it is not known.
    static bool IsTooLate(Charge charge, DecisionContext context) =>
        charge.FixedAt is { } chargedAt && context.Now > chargedAt.AddDays(context.Options.ChargeCancelDays);
}
