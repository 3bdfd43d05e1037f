using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>RecruitContinuanceChargeCancel: takes one month's charge back, before its day or soon after (protocol.md 2.13).</summary>
internal static class RecruitContinuanceChargeCancel
{
    static readonly FieldRule ContinuanceMonth = FieldRule.Required("ContinuanceMonth", GatewayErrors.MonthMissing, "the month, yyyyMM", "202601",
        FieldChecks.LongerThan(6, GatewayErrors.MonthTooLong),
        FieldChecks.NotDigits(GatewayErrors.MonthNotNumber),
        FieldChecks.NotMonth(GatewayErrors.MonthUnknown)) with
    { SizeFact = Facts.SoftBank };

    public static Operation Of(RecruitContinuanceMethod recurring) => new UpdateOperation("RecruitContinuanceChargeCancel", [.. CommonFields.Access, ContinuanceMonth],
        (transaction, request, moment) => Decide(recurring, transaction, request, moment))
    {
        About = "takes one month's charge back",
        Answers = ["OrderID", "Status"],
        Refusals = [GatewayErrors.WrongState, GatewayErrors.NoChargeInMonth, GatewayErrors.TooLateAfterCharge],
    };

    static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, Request request, DecisionContext moment)
    {
        var month = request.Number("ContinuanceMonth");
        var taken = recurring.Apply(transaction, ContractLifecycle.ChargeCancel, moment, before => before, transaction.Error);
        if (taken.IsRefused) return taken;
        if (transaction.Contract!.Of(month) is not { } charge) return Decision.Refuse(transaction, GatewayErrors.NoChargeInMonth);
        var move = ChargeLifecycle.Table.Next(charge.Status, ChargeLifecycle.Cancel);
        if (move.Refusal is { } refusal) return Decision.Refuse(transaction, refusal);
        // UNVERIFIED: a deadline exists, which is not known (protocol.md 3.4).
        if (charge.FixedAt is { } charged && moment.Now > charged.AddDays(moment.Options.ChargeCancelDays)) return Decision.Refuse(transaction, GatewayErrors.TooLateAfterCharge);
        var cancelled = charge with { Status = move.To!.Value };
        return taken with
        {
            Transaction = taken.Transaction with { Contract = transaction.Contract.With(cancelled) },
            JobsToSchedule = [.. move.Jobs.Select(due => RecruitContinuanceMethod.JobFor(due, transaction, cancelled, moment))],
            JobsToCancel = [ScheduledJob.IdOf(transaction.Number, JobKind.Charge, charge.Index)],
            Reply = [new("OrderID", transaction.OrderId), new("Status", transaction.Status.Code)],
        };
    }
}
