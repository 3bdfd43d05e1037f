using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>What the wallet tells the gateway when the consumer has decided (step 8). Amounts are yen.</summary>
internal abstract record WalletAnswer
{
    internal sealed record Paid(string MemberId, int Card, int Points, int Coupon, int ShopCoupon, string? CardId, string? CouponId) : WalletAnswer;

    internal sealed record Cancelled : WalletAnswer;

    internal sealed record CardDeclined(string MemberId) : WalletAnswer;
}

/// <summary>
/// The seam. A payment method is one folder with one of these; nothing outside the folder but the list in Program names it.
/// It decides; it reads no clock, no database and no header.
/// </summary>
internal abstract class PaymentMethod
{
    /// <summary>Statuses that a consumer's visit ends with: their notification is the flow's step 9.</summary>
    public abstract IReadOnlySet<Status> Results { get; }

    public abstract string Name { get; }

    /// <summary>The number by which SearchTradeMulti and notifications name the method (protocol.md 2.14, 5).</summary>
    public abstract string PayType { get; }

    public abstract Lifecycle Lifecycle { get; }

    public abstract IReadOnlyList<Operation> Operations { get; }

    /// <summary>The API that the consumer's browser is sent to.</summary>
    public abstract string StartApi { get; }

    /// <summary>The template of the wallet's confirmation page.</summary>
    public abstract string ConfirmPage { get; }

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
    public abstract Decision EndAuthorisation(Transaction transaction, Moment moment);

    /// <summary>What SearchTradeMulti answers.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> SearchFields(Transaction transaction);

    /// <summary>What the browser posts to RetURL; the error is the transaction's own, or one of this very attempt.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> ReturnFields(Transaction transaction, ErrorCode? error);

    protected abstract IEnumerable<KeyValuePair<string, string>> NotificationFields(Transaction transaction, Shop shop);

    protected abstract DateTimeOffset When(Due due, Transaction transaction, Moment moment);

    /// <summary>Statuses that the merchant is told of.</summary>
    protected abstract IReadOnlySet<Status> Announced { get; }

    /// <summary>Takes the table's row for a trigger: the new status, what is due with it, and the notification; or the row's refusal.</summary>
    protected Decision Take(Transaction before, Trigger on, Moment moment, Func<Transaction, Transaction> change, ErrorCode? error = null)
    {
        var move = Lifecycle.Next(before.Status, on);
        if (move.Refusal is { } refusal) return Decision.Refuse(before, refusal);
        var after = change(before) with { Status = move.To ?? before.Status, ChangedAt = moment.Now, Error = error };
        return new()
        {
            Transaction = after,
            Later = [.. move.Due.Select(due => AgendaRow.For(after, due, When(due, after, moment)))],
            NoLonger = move.Stays ? [] : [.. Standing.Except(move.Due).Select(due => AgendaRow.IdOf(after.Number, due))],
            Announcement = !move.Stays && moment.Shop.NotifyUrl.Length > 0 && Announced.Contains(after.Status)
                ? [.. NotificationFields(after, moment.Shop)] : null,
        };
    }

    static readonly ImmutableArray<Due> Standing = [Due.Expiry, Due.AuthExpiry];
}
