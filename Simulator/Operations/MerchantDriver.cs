using System.Collections.Immutable;
using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scheduling;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>A gateway call that an operator can send in the shop's place.</summary>
/// <param name="Action">Its word in the API, such as <c>capture</c>.</param>
/// <param name="Refusal">Why the gateway would refuse it now; empty when it would not.</param>
internal sealed record MerchantAction(string Action, Operation Operation, IReadOnlyList<ErrorCode> Refusal);

/// <summary>Sends the gateway calls that need only the shop's credentials, in the shop's place, and ends terms early.</summary>
internal sealed class MerchantDriver(
    Ledger ledger, JobSchedule schedule, Scheduler scheduler, PaymentMethods methods, DecisionContextFactory contexts,
    GatewayCallHandler calls, ShopClocks clocks)
{
    static readonly JobKind[] Terms = [JobKind.Expiry, JobKind.AuthExpiry];

    /// <summary>All calls that the payment's method has, whether possible now or not.</summary>
    public IReadOnlyList<MerchantAction> Actions(Transaction transaction) =>
    [
        .. from operation in methods.Of(transaction).Operations.OfType<UpdateOperation>()
           where operation.ActionLabel is not null
           let decision = operation.Decide(transaction, Access(transaction), contexts.Of(transaction))
           select new MerchantAction(ActionOf(operation), operation, decision.Errors),
    ];

    /// <summary>The running term: the consumer's time to pay, or the validity of the authorisation; null when there is none.</summary>
    public ScheduledJob? Term(Transaction transaction) =>
        schedule.ForTransaction(transaction).FirstOrDefault(job => Terms.Contains(job.Kind));

    /// <returns>The fields of the gateway's answer.</returns>
    /// <exception cref="ProblemException">400: the method has no such call.</exception>
    public async Task<ImmutableArray<KeyValuePair<string, string>>> Send(Transaction transaction, string action, string publicUrl)
    {
        var actions = Actions(transaction);
        var requested = actions.FirstOrDefault(known => known.Action == action)
            ?? throw ProblemException.BadRequest([new("action", action, string.Join(", ", actions.Select(known => known.Action)))]);
        var call = new GatewayCall(
            requested.Operation.Api, Access(transaction), publicUrl, null, Stopwatch.GetTimestamp(), "an operator, in the shop's place");
        return (await calls.Handle(call)).Fields;
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

    Request Access(Transaction transaction) => new(
    [
        Field("ShopID", transaction.ShopId), Field("ShopPass", contexts.ShopOf(transaction).ShopPass),
        Field("AccessID", transaction.AccessId), Field("AccessPass", transaction.AccessPass), Field("OrderID", transaction.OrderId),
    ]);

    static FormField Field(string name, string value) => new(name, value, value.Length);

    static string ActionOf(Operation operation) => operation.ActionLabel!.Value.En.ToLowerInvariant();
}
