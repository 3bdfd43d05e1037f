using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>A lifecycle with what it is the lifecycle of.</summary>
internal sealed record NamedLifecycle(string En, string Ja, Lifecycle Table);

/// <summary>
/// The seam. A payment method is one folder with one of these; nothing outside the folder but the list in Host names it.
/// It decides; it reads no clock, no database and no header.
/// </summary>
internal abstract class PaymentMethod
{
    static readonly ImmutableArray<Due> Standing = [Due.Expiry, Due.AuthExpiry, Due.Month];

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
    public abstract IReadOnlySet<Status> Results { get; }

    public abstract IReadOnlyList<Operation> Operations { get; }

    /// <summary>The API that the consumer's browser is sent to.</summary>
    public abstract string StartApi { get; }

    public abstract BrowserErrors BrowserErrors { get; }

    /// <summary>The template of the wallet's confirmation page.</summary>
    public abstract string ConfirmPage { get; }

    /// <summary>Points and coupons may pay.</summary>
    public virtual bool TakesPoints => true;

    public abstract ContractState Contract(Shop shop);

    /// <summary>The browser has arrived at the gateway (step 6).</summary>
    public abstract Decision Start(Transaction transaction, Moment moment);

    /// <summary>A member has signed in at the wallet, or signed out (null).</summary>
    public abstract Decision SignIn(Transaction transaction, string? memberId, Moment moment);

    /// <summary>The wallet's completion notice has come (step 8).</summary>
    public abstract Decision Complete(Transaction transaction, WalletAnswer answer, Moment moment);

    /// <summary>The payment term is over.</summary>
    public abstract Decision Expire(Transaction transaction, Moment moment);

    /// <summary>The authorisation's validity is over.</summary>
    public virtual Decision EndAuthorisation(Transaction transaction, Moment moment) => throw Never(nameof(EndAuthorisation));

    /// <summary>A month of a contract begins.</summary>
    public virtual Decision BeginMonth(Transaction transaction, Moment moment) => throw Never(nameof(BeginMonth));

    /// <summary>A month of a contract is charged, or fails to be.</summary>
    /// <param name="index">Which of the contract's charges.</param>
    /// <param name="failure">Why it fails, or null when the card pays.</param>
    public virtual Decision Charge(Transaction transaction, int index, ErrorCode? failure, Moment moment) => throw Never(nameof(Charge));

    /// <summary>The consumer ends a contract at the wallet; null when the method has no contracts.</summary>
    public virtual Decision? EndByConsumer(Transaction transaction, Moment moment) => null;

    /// <summary>Keys that SearchTradeMulti answers beside those of every method, in order.</summary>
    public abstract ImmutableArray<string> SearchKeys { get; }

    /// <summary>Keys of its own that the method posts to RetURL and puts at a notification's end.</summary>
    public abstract ImmutableArray<string> ResultKeys { get; }

    /// <summary>How sure those keys are.</summary>
    public virtual Fact KeysFact => Facts.LinkType;

    /// <summary>The value of one of the method's own keys, or null when it has no such key.</summary>
    public abstract string? Value(string key, Transaction transaction, Choices choices);

    /// <summary>When a line of the agenda is due and the sum that it is about, or null when nothing of the kind is due this time.</summary>
    protected abstract AgendaRow? Plan(Due due, Transaction before, Transaction after, Moment moment);

    /// <summary>Takes the table's row for a trigger: the new status, what is due with it, and the notification; or the row's refusal.</summary>
    /// <param name="error">The error that the new status comes with.</param>
    /// <param name="tells">Whether the merchant is notified although the status stays.</param>
    protected internal Decision Take(Transaction before, Trigger on, Moment moment, Func<Transaction, Transaction> change, ErrorCode? error = null, bool tells = false)
    {
        var move = Lifecycle.Next(before.Status, on);
        if (move.Refusal is { } refusal) return Decision.Refuse(before, refusal);
        var after = change(before) with { Status = move.To ?? before.Status, ChangedAt = moment.Now, Error = error };
        return new()
        {
            Transaction = after,
            Later = [.. move.Due.Select(due => Plan(due, before, after, moment)).OfType<AgendaRow>().Where(row => row.Sum is not { Total: 0 })],
            NoLonger = move.Stays ? [] : [.. Standing.Except(move.Due).Select(due => AgendaRow.IdOf(after.Number, due))],
            Announcements = !move.Stays || tells ? this.Announcements(after, moment) : [],
        };
    }

    InvalidOperationException Never(string what) => new($"{Name} has no {what}.");
}
