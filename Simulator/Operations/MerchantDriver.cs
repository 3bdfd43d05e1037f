using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Sends gateway calls in the shop's place, and ends terms early.</summary>
internal sealed class MerchantDriver(
    Ledger ledger, JobSchedule schedule, Scheduler scheduler, MerchantActions actions, PaymentMethods methods,
    DecisionContextFactory contexts, GatewayCallHandler calls, ShopClocks clocks)
{
    static readonly JobKind[] Terms = [JobKind.Expiry, JobKind.AuthExpiry];

    /// <summary>The running term: the consumer's time to pay, or the validity of the authorisation; null when there is none.</summary>
    public ScheduledJob? Term(Transaction transaction) =>
        schedule.ForTransaction(transaction).FirstOrDefault(job => Terms.Contains(job.Kind));

    /// <summary>What the end of a term would change now.</summary>
    public Decision EndOf(ScheduledJob term, Transaction transaction)
    {
        var method = methods.Of(transaction);
        var context = contexts.Of(transaction);
        return term.Kind == JobKind.AuthExpiry ? method.EndAuthorisation(transaction, context) : method.Expire(transaction, context);
    }

    /// <param name="fields">The values of the call's inputs; a field that is not in it is sent as suggested.</param>
    /// <returns>The call as it was before, and the fields of the gateway's answer.</returns>
    /// <exception cref="ProblemException">400: the method has no such call, or the call no such field.</exception>
    public async Task<(MerchantAction Sent, ImmutableArray<KeyValuePair<string, string>> Answer)> Send(
        Transaction transaction, string action, IReadOnlyDictionary<string, string> fields, string publicUrl)
    {
        var known = actions.Of(transaction, publicUrl);
        var requested = known.FirstOrDefault(one => one.Action == action)
            ?? throw ProblemException.BadRequest([new("action", action, string.Join(", ", known.Select(one => one.Action)))]);
        var values = requested.Inputs.ToDictionary(input => input.Rule.Name, input => input.Value);
        ThrowIfUnknown(fields, values.Keys);
        foreach (var (name, value) in fields) values[name] = value;
        var request = actions.Request(transaction, requested.Operation, values);
        var call = new GatewayCall(
            requested.Operation.Api, request, publicUrl, null, Stopwatch.GetTimestamp(), TimelineEntry.OperatorForTheShop);
        return (requested, (await calls.Handle(call)).Fields);
    }

    /// <summary>Ends the running term now, without moving the clock.</summary>
    /// <exception cref="ProblemException">409: no term is running.</exception>
    public async Task Expire(Transaction transaction, CancellationToken cancel)
    {
        var term = Term(transaction) ?? throw NothingToExpire(transaction);
        await ledger.Decide(transaction.AccessId, (before, work) =>
        {
            schedule.Put(work, term with { At = clocks.Now(transaction.ShopId) });
            return new Decision { Transaction = before }.With(new TimelineEntry
            {
                Number = null,
                From = Party.Simulator,
                To = Party.Simulator,
                What = "the term is ended before its time",
                At = clocks.Now(transaction.ShopId),
                Note = "by an operator",
            });
        });
        await scheduler.RunUntilIdle(transaction.ShopId, cancel);
    }

    static ProblemException NothingToExpire(Transaction transaction) => ProblemException.Conflict(
        $"No term runs while the status is {transaction.Status}: there is nothing to expire.", TransactionView.Of(transaction),
        $"ステータスが {transaction.Status} の間は、終了できる期限がありません。");

    static void ThrowIfUnknown(IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<string> known)
    {
        var allowed = known.Count == 0 ? "no fields" : string.Join(", ", known);
        var errors =
            from field in fields
            where !known.Contains(field.Key)
            select new FieldError($"fields.{field.Key}", Redaction.MaskField(field.Key, field.Value), allowed);
        if (errors.ToList() is { Count: > 0 } unknown) throw ProblemException.BadRequest(unknown);
    }
}
