using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>A monthly charge on its charge day: it is charged or fails, and a failure can end the contract.</summary>
internal static class Charging
{
    public static Decision Decide(
        RecruitContinuanceMethod recurring, Transaction transaction, int index, ErrorCode? failure, DecisionContext context)
    {
        var charge = transaction.Contract!.Charges[index - 1];
        // UNVERIFIED: the code exists; that it is sent after the consumer has ended the contract is our choice.
        if (transaction.Contract.EndedByConsumer) failure = GatewayErrors.ChargeOfEndedContract;
        var transition = ChargeLifecycle.Table.Next(charge.Status, failure is null ? ChargeLifecycle.Charge : ChargeLifecycle.Fail);
        if (transition.Refusal is { } refusal) return Decision.Refuse(transaction, refusal);
        var endsContract = failure is { } error && EndsContract(transaction, error, context.Options);
        var after = charge with
        {
            Status = transition.To!.Value,
            FixedAt = context.Now,
            Error = endsContract ? GatewayErrors.ChargeFailedAndEnded : failure,
        };
        var contract = transaction.Contract.With(after);
        var decision = endsContract
            ? End(recurring, transaction, contract, context)
            : new Decision { Transaction = transaction with { Contract = contract, ChangedAt = context.Now } };
        return decision with
        {
            JobsToSchedule = [.. transition.Jobs.Select(kind => RecruitContinuanceMethod.JobFor(kind, transaction, after, context))],
            NotificationDrafts = [.. DraftNotification(recurring, decision.Transaction, after, context), .. decision.NotificationDrafts],
        };
    }

    // UNVERIFIED: the number of failures, and the status that follows.
    static bool EndsContract(Transaction transaction, ErrorCode failure, ProtocolOptions options)
    {
        if (transaction.Status != GatewayStatus.Registered) return false;
        if (failure == GatewayErrors.ChargeFailedAndEnded) return true;
        return options.ForcedEndAfterFailures > 0 && FailuresInARow(transaction.Contract!) >= options.ForcedEndAfterFailures;
    }

    // The failure that is being decided, and those of the months directly before it. Charges that are still open are skipped.
    static int FailuresInARow(Contract contract) => 1 + contract.Charges.Reverse()
        .SkipWhile(charge => charge.Status == GatewayStatus.Authorised)
        .TakeWhile(charge => charge.Status == GatewayStatus.Failed)
        .Count();

    static Decision End(RecruitContinuanceMethod recurring, Transaction transaction, Contract contract, DecisionContext context)
    {
        var isEnd = context.Options.ForcedEnd == ForcedEndMode.END;
        var trigger = isEnd ? ContractLifecycle.EndedByForce : ContractLifecycle.CancelledByForce;
        return recurring.Apply(transaction, trigger, context, before => before with { Contract = contract },
            GatewayErrors.ChargeFailedAndEnded);
    }

    static ImmutableArray<NotificationDraft> DraftNotification(
        RecruitContinuanceMethod recurring, Transaction transaction, Charge charge, DecisionContext context)
    {
        if (!context.Options.ChargeNotification || context.Shop.NotifyUrl.Length == 0) return [];
        var ofCharge = transaction with { Status = charge.Status, Amount = charge.Amount, Tax = charge.Tax, Error = charge.Error };
        var month = new KeyValuePair<string, string>("ContinuanceMonth", ChargeMonth.Format(charge.Month));
        return [new(charge.Status, [.. recurring.NotificationFields(ofCharge, context.Options), month])];
    }
}
