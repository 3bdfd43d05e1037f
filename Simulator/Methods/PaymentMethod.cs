using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>A lifecycle with what it is the lifecycle of.</summary>
internal sealed record NamedLifecycle(string En, string Ja, Lifecycle Lifecycle);

/// <summary>
/// The seam. A payment method is one folder with one of these; nothing outside the folder but the list in Host names it.
/// It decides; it reads no clock, no database and no header.
/// </summary>
internal abstract class PaymentMethod
{
    static readonly ImmutableArray<JobKind> Standing = [JobKind.Expiry, JobKind.AuthExpiry, JobKind.Month];

    public abstract string Name { get; }

    /// <summary>What it is called, in English and Japanese.</summary>
    public abstract (string En, string Ja) Title { get; }

    /// <summary>The number by which SearchTradeMulti and notifications name the method (protocol.md 2.14, 5).</summary>
    public abstract string PayType { get; }

    /// <summary>The letter that may stand for that number in notifications: its digit in base 36 (protocol.md 5).</summary>
    public abstract string PayTypeLetter { get; }

    public abstract Lifecycle Lifecycle { get; }

    /// <summary>The transaction's lifecycle, and those of what hangs on it.</summary>
    public virtual IReadOnlyList<NamedLifecycle> Lifecycles => [new(Title.En, Title.Ja, Lifecycle)];

    /// <summary>Statuses that a consumer's visit ends with: their notification is the flow's step 9.</summary>
    public abstract IReadOnlySet<Status> ResultStatuses { get; }

    public abstract IReadOnlyList<Operation> Operations { get; }

    /// <summary>The API that the consumer's browser is sent to.</summary>
    public abstract string StartApi { get; }

    public abstract BrowserErrors BrowserErrors { get; }

    /// <summary>The template of the wallet's confirmation page.</summary>
    public abstract string ConfirmPage { get; }

    /// <summary>Points and coupons may pay.</summary>
    public virtual bool AcceptsPoints => true;

    public abstract ContractState ContractStateOf(Shop shop);

    /// <summary>The browser has arrived at the gateway (step 6).</summary>
    public abstract Decision Start(Transaction transaction, DecisionContext moment);

    /// <summary>A member has signed in at the wallet, or signed out (null).</summary>
    public abstract Decision SignIn(Transaction transaction, string? memberId, DecisionContext moment);

    /// <summary>The wallet's completion notice has come (step 8).</summary>
    public abstract Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext moment);

    /// <summary>The payment term is over.</summary>
    public abstract Decision Expire(Transaction transaction, DecisionContext moment);

    /// <summary>The authorisation's validity is over.</summary>
    public virtual Decision EndAuthorisation(Transaction transaction, DecisionContext moment) => throw Never(nameof(EndAuthorisation));

    /// <summary>A month of a contract begins.</summary>
    public virtual Decision BeginMonth(Transaction transaction, DecisionContext moment) => throw Never(nameof(BeginMonth));

    /// <summary>A month of a contract is charged, or fails to be.</summary>
    /// <param name="index">Which of the contract's charges.</param>
    /// <param name="failure">Why it fails, or null when the card pays.</param>
    public virtual Decision Charge(Transaction transaction, int index, ErrorCode? failure, DecisionContext moment) => throw Never(nameof(Charge));

    /// <summary>The consumer ends a contract at the wallet; null when the method has no contracts.</summary>
    public virtual Decision? EndByConsumer(Transaction transaction, DecisionContext moment) => null;

    /// <summary>Keys that SearchTradeMulti answers beside those of every method, in order.</summary>
    public abstract ImmutableArray<string> SearchKeys { get; }

    /// <summary>Keys of its own that the method posts to RetURL and puts at a notification's end.</summary>
    public abstract ImmutableArray<string> ResultKeys { get; }

    /// <summary>How sure those keys are.</summary>
    public virtual Fact KeysFact => Facts.LinkType;

    /// <summary>The value of one of the method's own keys, or null when it has no such key.</summary>
    public abstract string? Value(string key, Transaction transaction, ProtocolOptions choices);

    /// <summary>When a line of the agenda is due and the sum that it is about, or null when nothing of the kind is due this time.</summary>
    protected abstract ScheduledJob? ScheduleFor(JobKind due, Transaction before, Transaction after, DecisionContext moment);

    /// <summary>Takes the table's row for a trigger: the new status, what is due with it, and the notification; or the row's refusal.</summary>
    /// <param name="error">The error that the new status comes with.</param>
    /// <param name="tells">Whether the merchant is notified although the status stays.</param>
    protected internal Decision Apply(Transaction before, Trigger on, DecisionContext moment, Func<Transaction, Transaction> change, ErrorCode? error = null, bool tells = false)
    {
        var move = Lifecycle.Next(before.Status, on);
        if (move.Refusal is { } refusal) return Decision.Refuse(before, refusal);
        var after = change(before) with { Status = move.To ?? before.Status, ChangedAt = moment.Now, Error = error };
        return new()
        {
            Transaction = after,
            JobsToSchedule = [.. move.Jobs.Select(due => ScheduleFor(due, before, after, moment)).OfType<ScheduledJob>().Where(row => row.Sum is not { Total: 0 })],
            JobsToCancel = move.Stays ? [] : [.. Standing.Except(move.Jobs).Select(due => ScheduledJob.IdOf(after.Number, due))],
            NotificationDrafts = !move.Stays || tells ? this.DraftNotifications(after, moment) : [],
        };
    }

    InvalidOperationException Never(string what) => new($"{Name} has no {what}.");
}
