using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Notifications;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>
/// The scheduled jobs of recurring contracts: a month's charge is created when the month begins, and charged to the member's card on the
/// charge day.
/// </summary>
internal sealed class MonthlyCharges(
    Ledger ledger, JobSchedule schedule, PaymentMethods methods, DecisionContextFactory contexts, ScenarioEngine scenarios,
    Members members, ChargeResults results)
{
    public Task<bool> BeginMonth(ScheduledJob job, CancellationToken stop) => Decide(job, (transaction, writing) =>
    {
        if (!schedule.IsUnchanged(writing, job)) return new() { Transaction = transaction };
        schedule.Remove(writing, job.Id);
        var context = contexts.Of(transaction);
        var decision = methods.Of(transaction).BeginMonth(transaction, context);
        if (decision.IsRefused) return decision;
        var charge = decision.Transaction.Contract!.Charges[^1];
        return decision.With(Entry(context, "a month's charge is made", charge, Party.Gateway, Party.Gateway));
    });

    public Task<bool> Charge(ScheduledJob job, CancellationToken stop) => Decide(job, (transaction, writing) =>
    {
        if (!schedule.IsUnchanged(writing, job)) return new() { Transaction = transaction };
        schedule.Remove(writing, job.Id);
        var context = contexts.Of(transaction);
        var hook = scenarios.Play(transaction, Hook.Charging, attempt: job.Index);
        var error = ErrorOf(hook.Action, transaction, writing);
        var decision = methods.Of(transaction).Charge(hook.Transaction, job.Index, error, context).With(hook.Notes.AsSpan());
        if (decision.IsRefused) return decision;
        var charge = decision.Transaction.Contract!.Charges[job.Index - 1];
        results.Put(writing, transaction, charge);
        var what = charge.Error is null ? "a month is charged" : "a month's charge fails";
        return decision.With(Entry(context, what, charge, Party.Wallet, Party.Gateway));
    });

    async Task<bool> Decide(ScheduledJob job, Func<Transaction, UnitOfWork, Decision> decide) =>
        await ledger.Decide(job.AccessId, decide) is { IsRefused: false };

    // Null when the charge succeeds.
    ErrorCode? ErrorOf(ScenarioAction action, Transaction transaction, UnitOfWork writing)
    {
        if (action is ScenarioAction.Fail fail) return fail.Error is { } error ? new ErrorCode(error) : GatewayErrors.ChargeFailed;
        return IsCardUsable(transaction, writing) ? null : GatewayErrors.ChargeFailed;
    }

    bool IsCardUsable(Transaction transaction, UnitOfWork writing)
    {
        var contract = transaction.Contract!;
        var member = members.Of(writing, transaction.ShopId).Find(writing, contract.MemberId!);
        return member?.Cards.FirstOrDefault(card => card.Id == contract.CardId) is { Declines: false };
    }

    static TimelineEntry Entry(DecisionContext context, string what, Charge charge, string from, string to) => new()
    {
        Number = null,
        From = from,
        To = to,
        What = $"{what}: {ChargeMonth.Format(charge.Month)}",
        At = context.Now,
        Answer = new Dictionary<string, string>
        {
            ["status"] = charge.Status.Code,
            ["amount"] = WireFields.Yen(charge.Amount),
            ["tax"] = WireFields.Yen(charge.Tax),
        },
        Note = charge.Error is { } error ? $"{error.Info} {GatewayErrors.Meaning(error.Info).En}" : null,
    };
}
