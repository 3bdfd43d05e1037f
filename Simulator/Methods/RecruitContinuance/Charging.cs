using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>A month's charge on its day: it is fixed, or fails, and may take the contract with it (protocol.md 3.4).</summary>
internal static class Charging
{
    public static Decision Decide(RecruitContinuanceMethod recurring, Transaction transaction, int index, ErrorCode? failure, DecisionContext moment)
    {
        var charge = transaction.Contract!.Charges[index - 1];
        // UNVERIFIED: the code exists; that a consumer's own end brings it about is supposed.
        if (transaction.Contract.EndedByConsumer) failure = GatewayErrors.ChargeOfEndedContract;
        var move = ChargeLifecycle.Table.Next(charge.Status, failure is null ? ChargeLifecycle.Charge : ChargeLifecycle.Fail);
        if (move.Refusal is { } refusal) return Decision.Refuse(transaction, refusal);
        var forced = failure is not null && transaction.Status == GatewayStatus.Registered && EndsContract(transaction.Contract, failure.Value, moment.Options);
        var after = charge with { Status = move.To!.Value, FixedAt = moment.Now, Error = forced ? GatewayErrors.ChargeFailedAndEnded : failure };
        var contract = transaction.Contract.With(after);
        var decision = forced ? End(recurring, transaction, contract, moment)
            : new Decision { Transaction = transaction with { Contract = contract, ChangedAt = moment.Now } };
        return decision with
        {
            JobsToSchedule = [.. move.Jobs.Select(due => RecruitContinuanceMethod.JobFor(due, transaction, after, moment))],
            NotificationDrafts = [.. Told(recurring, decision.Transaction, after, moment), .. decision.NotificationDrafts],
        };
    }

    // UNVERIFIED: after how many failures, and which status follows (protocol.md 3.4).
    static bool EndsContract(Contract contract, ErrorCode failure, ProtocolOptions choices)
    {
        var inARow = 1 + contract.Charges.Reverse().SkipWhile(charge => charge.Status == GatewayStatus.Authorised).TakeWhile(charge => charge.Status == GatewayStatus.Failed).Count();
        return failure == GatewayErrors.ChargeFailedAndEnded || (choices.ForcedEndAfterFailures > 0 && inARow >= choices.ForcedEndAfterFailures);
    }

    static Decision End(RecruitContinuanceMethod recurring, Transaction transaction, Contract contract, DecisionContext moment) => recurring.Apply(
        transaction, moment.Options.ForcedEnd == ForcedEndMode.END ? ContractLifecycle.EndedByForce : ContractLifecycle.CancelledByForce, moment,
        before => before with { Contract = contract }, GatewayErrors.ChargeFailedAndEnded);

    static ImmutableArray<NotificationDraft> Told(RecruitContinuanceMethod recurring, Transaction transaction, Charge charge, DecisionContext moment)
    {
        if (!moment.Options.ChargeNotification || moment.Shop.NotifyUrl.Length == 0) return [];
        var asCharged = transaction with { Status = charge.Status, Amount = charge.Amount, Tax = charge.Tax, Error = charge.Error };
        return [new(charge.Status, [.. recurring.NotificationFields(asCharged, moment.Options), new("ContinuanceMonth", ChargeMonth.Format(charge.Month))])];
    }
}
