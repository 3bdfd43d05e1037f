using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>The clock's stimuli: a payment term or an authorisation's validity is over.</summary>
internal sealed class ExpiryHandlers(Ledger ledger, JobSchedule agenda, PaymentMethods methods, DecisionContextFactory moments)
{
    public Task Expire(ScheduledJob row, CancellationToken stop) =>
        Decide(row, "payment term over", (method, transaction, moment) => method.Expire(transaction, moment));

    public Task EndAuthorisation(ScheduledJob row, CancellationToken stop) =>
        Decide(row, "authorisation's validity over: it can no longer be captured", (method, transaction, moment) => method.EndAuthorisation(transaction, moment));

    Task Decide(ScheduledJob row, string what, Func<PaymentMethod, Transaction, DecisionContext, Decision> decide) => ledger.Decide(row.AccessId, (transaction, writing) =>
    {
        var moment = moments.Of(transaction);
        agenda.Remove(writing, row.Id);
        var decision = decide(methods.Of(transaction), transaction, moment);
        // A line that came too late for its status changes nothing.
        return decision.IsRefused ? decision : decision.With(new TimelineEntry
        {
            Number = null,
            From = Party.Gateway,
            To = Party.Gateway,
            What = what,
            At = moment.Now,
            Note = decision.Transaction.Error is { } error ? GatewayErrors.Meaning(error.Info).En : null,
        });
    });
}
