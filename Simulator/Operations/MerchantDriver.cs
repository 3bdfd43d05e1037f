using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scheduling;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>A call that an operator can send for the shop, and why the gateway would refuse it now; empty when it would not.</summary>
internal sealed record MerchantAction(string Action, Operation Operation, IReadOnlyList<ErrorCode> Refusal);

/// <summary>The shop's calls that need no more than its credentials, sent in its place; and the end of a term before its time.</summary>
internal sealed class MerchantDriver(Ledger ledger, JobSchedule agenda, Scheduler worker, PaymentMethods methods, DecisionContextFactory moments, GatewayCallHandler calls, TimeProvider clock)
{
    static readonly JobKind[] Terms = [JobKind.Expiry, JobKind.AuthExpiry];

    /// <summary>What the payment's method has, possible now or not.</summary>
    public IReadOnlyList<MerchantAction> Actions(Transaction transaction) =>
    [
        .. methods.Of(transaction).Operations.OfType<UpdateOperation>().Where(operation => operation.ActionLabel is not null)
            .Select(operation => new MerchantAction(ActionOf(operation), operation, operation.Decide(transaction, Access(transaction), moments.Of(transaction)).Errors)),
    ];

    /// <summary>The term that runs: how long the consumer may pay, or how long the authorisation is valid; null when none does.</summary>
    public ScheduledJob? Term(Transaction transaction) => agenda.ForTransaction(transaction).FirstOrDefault(row => Terms.Contains(row.Kind));

    /// <exception cref="ProblemException">The method has no such call.</exception>
    public async Task<ImmutableArray<KeyValuePair<string, string>>> Send(Transaction transaction, string action, string publicUrl)
    {
        var moves = Actions(transaction);
        var move = moves.FirstOrDefault(known => known.Action == action)
            ?? throw ProblemException.BadRequest([new("action", action, string.Join(", ", moves.Select(known => known.Action)))]);
        return (await calls.Answer(new(move.Operation.Api, Access(transaction), publicUrl, null, Stopwatch.GetTimestamp(), "an operator, in the shop's place"))).Fields;
    }

    /// <summary>The term that runs is over now, without the clock being moved.</summary>
    /// <exception cref="ProblemException">None runs.</exception>
    public async Task Expire(Transaction transaction, CancellationToken cancel)
    {
        var term = Term(transaction) ?? throw ProblemException.Conflict($"No term runs while the status is {transaction.Status}: there is nothing to expire.", TransactionView.Of(transaction));
        await ledger.Decide(transaction.AccessId, (before, writing) =>
        {
            agenda.Put(writing, term with { At = clock.GetUtcNow() });
            return new Decision { Transaction = before }.With(new TimelineEntry
            {
                Number = null, From = Party.Simulator, To = Party.Simulator, What = "the term is ended before its time", At = clock.GetUtcNow(), Note = "by an operator",
            });
        });
        await worker.RunUntilIdle(cancel);
    }

    Request Access(Transaction transaction) => new(
    [
        Field("ShopID", transaction.ShopId), Field("ShopPass", moments.ShopOf(transaction).ShopPass),
        Field("AccessID", transaction.AccessId), Field("AccessPass", transaction.AccessPass), Field("OrderID", transaction.OrderId),
    ]);

    static FormField Field(string name, string value) => new(name, value, value.Length);

    static string ActionOf(Operation operation) => operation.ActionLabel!.Value.En.ToLowerInvariant();
}
