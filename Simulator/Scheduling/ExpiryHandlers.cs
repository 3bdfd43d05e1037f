using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>Handles jobs of kinds <see cref="JobKind.Expiry"/> and <see cref="JobKind.AuthExpiry"/>.</summary>
internal sealed class ExpiryHandlers(Ledger ledger, JobSchedule schedule, PaymentMethods methods, DecisionContextFactory contexts)
{
    /// <summary>The payment term of a transaction is over.</summary>
    public Task<bool> Expire(ScheduledJob job, CancellationToken stop) =>
        Decide(job, "payment term over", (method, transaction, context) => method.Expire(transaction, context));

    /// <summary>The validity of an authorisation is over.</summary>
    public Task<bool> EndAuthorisation(ScheduledJob job, CancellationToken stop) =>
        Decide(
            job,
            "authorisation's validity over: it can no longer be captured",
            (method, transaction, context) => method.EndAuthorisation(transaction, context));

    async Task<bool> Decide(ScheduledJob job, string what, Func<PaymentMethod, Transaction, DecisionContext, Decision> decide)
    {
        var made = await ledger.Decide(job.AccessId, (transaction, unitOfWork) =>
        {
            if (!schedule.IsUnchanged(unitOfWork, job)) return new() { Transaction = transaction };
            var context = contexts.Of(transaction);
            schedule.Remove(unitOfWork, job.Id);
            var decision = decide(methods.Of(transaction), transaction, context);
            // Refused when the transaction has a final status by now: nothing changes then.
            return decision.IsRefused ? decision : decision.With(Entry(what, decision, context.Now));
        });
        return made is { IsRefused: false };
    }

    static TimelineEntry Entry(string what, Decision decision, DateTimeOffset now) => new()
    {
        Number = null,
        From = Party.Gateway,
        To = Party.Gateway,
        What = what,
        At = now,
        Note = decision.Transaction.Error is { } error ? GatewayErrors.Meaning(error.Info).En : null,
    };
}
