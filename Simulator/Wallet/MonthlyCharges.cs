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

/// <summary>Contracts by the clock: a month's charge is made when the month begins, and charged to the member's card on its day.</summary>
internal sealed class MonthlyCharges(Ledger ledger, JobSchedule agenda, PaymentMethods methods, DecisionContextFactory moments, ScenarioEngine scenarios, Members members, ChargeResults results)
{
    public Task BeginMonth(ScheduledJob row, CancellationToken stop) => ledger.Decide(row.AccessId, (transaction, writing) =>
    {
        agenda.Remove(writing, row.Id);
        var moment = moments.Of(transaction);
        var decision = methods.Of(transaction).BeginMonth(transaction, moment);
        return decision.IsRefused ? decision : decision.With(Line(moment, "a month's charge is made", decision.Transaction.Contract!.Charges[^1], Party.Gateway, Party.Gateway));
    });

    public Task Charge(ScheduledJob row, CancellationToken stop) => ledger.Decide(row.AccessId, (transaction, writing) =>
    {
        agenda.Remove(writing, row.Id);
        var moment = moments.Of(transaction);
        var (reaction, raised, notes) = scenarios.Play(transaction, Hook.Charging, attempt: row.Index);
        var decision = methods.Of(transaction).Charge(raised, row.Index, Failure(reaction, transaction, writing), moment).With(notes.AsSpan());
        if (decision.IsRefused) return decision;
        var charge = decision.Transaction.Contract!.Charges[row.Index - 1];
        results.Put(writing, transaction, charge);
        return decision.With(Line(moment, charge.Error is null ? "a month is charged" : "a month's charge fails", charge, Party.Wallet, Party.Gateway));
    });

    ErrorCode? Failure(ScenarioAction reaction, Transaction transaction, UnitOfWork writing) => reaction switch
    {
        ScenarioAction.Fail fail => fail.Error is { } error ? new ErrorCode(error) : GatewayErrors.ChargeFailed,
        _ when CardRefuses(transaction.Contract!, writing) => GatewayErrors.ChargeFailed,
        _ => null,
    };

    bool CardRefuses(Contract contract, UnitOfWork writing) =>
        members.Find(writing, contract.MemberId!)?.Cards.FirstOrDefault(card => card.Id == contract.CardId) is not { Declines: false };

    static TimelineEntry Line(DecisionContext moment, string what, Charge charge, string from, string to) => new()
    {
        Number = null,
        From = from,
        To = to,
        What = $"{what}: {ChargeMonth.Format(charge.Month)}",
        At = moment.Now,
        Answer = new Dictionary<string, string> { ["status"] = charge.Status.Code, ["amount"] = WireFields.Yen(charge.Amount), ["tax"] = WireFields.Yen(charge.Tax) },
        Note = charge.Error is { } error ? $"{error.Info} {GatewayErrors.Meaning(error.Info).En}" : null,
    };
}
