using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>A lifecycle with the name of its object in English and Japanese.</summary>
internal sealed record NamedLifecycle(string En, string Ja, Lifecycle Lifecycle);

/// <summary>
/// The interface of a payment method. Each method is one folder, to which only the composition root refers. A method makes decisions; it
/// reads no clock, database or header.
/// </summary>
internal abstract class PaymentMethod
{
    // Jobs that belong to a status and are cancelled when the transaction leaves it.
    static readonly ImmutableArray<JobKind> JobsOfStatus = [JobKind.Expiry, JobKind.AuthExpiry, JobKind.Month];

    public abstract string Name { get; }

    /// <summary>Its name for users, in English and Japanese.</summary>
    public abstract (string En, string Ja) Title { get; }

    /// <summary>The method's number in SearchTradeMulti and notifications.</summary>
    public abstract string PayType { get; }

    /// <summary>The letter that may replace the number in notifications: the number as a base-36 digit.</summary>
    public abstract string PayTypeLetter { get; }

    public abstract Lifecycle Lifecycle { get; }

    /// <summary>The lifecycles of the transaction and of the objects that belong to it.</summary>
    public virtual IReadOnlyList<NamedLifecycle> Lifecycles => [new(Title.En, Title.Ja, Lifecycle)];

    /// <summary>The statuses that a consumer's visit ends with. Their notification is step 9 of the flow.</summary>
    public abstract IReadOnlySet<Status> ResultStatuses { get; }

    public abstract IReadOnlyList<Operation> Operations { get; }

    /// <summary>The API that the consumer's browser is sent to.</summary>
    public abstract string StartApi { get; }

    public abstract BrowserErrors BrowserErrors { get; }

    /// <summary>The path of the template of the wallet's confirmation page.</summary>
    public abstract string ConfirmPage { get; }

    /// <summary>Whether points and coupons can pay.</summary>
    public virtual bool AcceptsPoints => true;

    public abstract ContractState ContractStateOf(Shop shop);

    /// <summary>The browser has arrived at the gateway (step 6).</summary>
    public abstract Decision Start(Transaction transaction, DecisionContext context);

    /// <summary>A member has signed in at the wallet, or signed out (null).</summary>
    public abstract Decision SignIn(Transaction transaction, string? memberId, DecisionContext context);

    /// <summary>The wallet's completion notice has arrived (step 8).</summary>
    public abstract Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext context);

    /// <summary>The payment term has expired.</summary>
    public abstract Decision Expire(Transaction transaction, DecisionContext context);

    /// <summary>The authorisation has expired.</summary>
    public virtual Decision EndAuthorisation(Transaction transaction, DecisionContext context) =>
        throw Unsupported(nameof(EndAuthorisation));

    /// <summary>A month of a contract begins.</summary>
    public virtual Decision BeginMonth(Transaction transaction, DecisionContext context) => throw Unsupported(nameof(BeginMonth));

    /// <summary>A month of a contract is charged, or its charge fails.</summary>
    /// <param name="index">The number of the charge in its contract, from 1.</param>
    /// <param name="failure">The reason of a failure; null when the card pays.</param>
    public virtual Decision Charge(Transaction transaction, int index, ErrorCode? failure, DecisionContext context) =>
        throw Unsupported(nameof(Charge));

    /// <summary>The consumer ends a contract at the wallet; null when the method has no contracts.</summary>
    public virtual Decision? EndByConsumer(Transaction transaction, DecisionContext context) => null;

    /// <summary>The method's own keys in the answer of SearchTradeMulti, in order, after those of every method.</summary>
    public abstract ImmutableArray<string> SearchKeys { get; }

    /// <summary>The method's own keys in the form posted to RetURL and at the end of a notification, in order.</summary>
    public abstract ImmutableArray<string> ResultKeys { get; }

    /// <summary>How well those keys are confirmed.</summary>
    public virtual Fact KeysFact => Facts.LinkType;

    /// <summary>The value of one of the method's own keys; null when it has no such key.</summary>
    public abstract string? Value(string key, Transaction transaction, ProtocolOptions options);

    /// <summary>A job with its due time and its amount; null when the method has no such job at this transition.</summary>
    protected abstract ScheduledJob? ScheduleFor(JobKind kind, Transaction before, Transaction after, DecisionContext context);

    /// <summary>
    /// Applies the lifecycle's transition for a trigger: the new status with its jobs and its notification, or the refusal.
    /// </summary>
    /// <param name="change">What changes in the transaction besides its status.</param>
    /// <param name="error">The error of the new status; null for none.</param>
    /// <param name="notifies">Whether the merchant is notified although the status stays the same.</param>
    protected internal Decision Apply(
        Transaction before, Trigger on, DecisionContext context, Func<Transaction, Transaction> change, ErrorCode? error = null,
        bool notifies = false)
    {
        var transition = Lifecycle.Next(before.Status, on);
        if (transition.Refusal is { } refusal) return Decision.Refuse(before, refusal);
        var after = change(before) with { Status = transition.To ?? before.Status, ChangedAt = context.Now, Error = error };
        long IdOf(JobKind kind) => ScheduledJob.IdOf(after.Number, kind);
        var jobs = transition.Jobs.Select(kind => ScheduleFor(kind, before, after, context)).OfType<ScheduledJob>();
        return new()
        {
            Transaction = after,
            JobsToSchedule = [.. jobs.Where(job => job.Sum is not { Total: 0 })],
            JobsToCancel = transition.Stays ? [] : [.. JobsOfStatus.Except(transition.Jobs).Select(IdOf)],
            NotificationDrafts = !transition.Stays || notifies ? this.DraftNotifications(after, context) : [],
        };
    }

    InvalidOperationException Unsupported(string operation) => new($"{Name} does not support {operation}.");
}
