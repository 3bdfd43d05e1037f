using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>
/// The decisions at the wallet (step 7) and the wallet's completion notice to the gateway (step 8). A decision is null when there is no
/// such transaction.
/// </summary>
internal sealed partial class WalletService(
    Store store, Ledger ledger, JobSchedule schedule, Members members, PaymentMethods methods, DecisionContextFactory contexts)
{
    /// <param name="memberId">Null to sign out.</param>
    public Task<Decision?> SignIn(string accessId, string? memberId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var context = contexts.Of(transaction);
        var what = memberId is null ? "signs out" : $"signs in as {memberId}";
        return methods.Of(transaction).SignIn(WithRefusedCard(null, transaction), memberId, context).With(ConsumerEntry(context, what));
    });

    /// <summary>Pays as the member chose. When the card is refused, the payment stays open.</summary>
    /// <returns>Null, with nothing changed, when the choice is invalid: <see cref="Validate"/> says why.</returns>
    public async Task<Decision?> Approve(string accessId, string memberId, PaymentChoice choice)
    {
        var isInvalid = false;
        var decision = await ledger.Decide(accessId, (transaction, writing) =>
        {
            var member = members.Of(writing, transaction.ShopId).Find(writing, memberId);
            if (member is null || Validate(transaction, member, choice) is not null)
            {
                isInvalid = true;
                return Decision.Refuse(transaction, methods.Of(transaction).BrowserErrors.Failed);
            }
            return Pay(transaction, writing, member, Quote(transaction, member, choice));
        });
        return isInvalid ? null : decision;
    }

    public Task<Decision?> Cancel(string accessId) => ledger.Decide(accessId, (transaction, _) =>
    {
        if (transaction.Visit?.RefusedCardId is null) return Complete(transaction, new WalletAnswer.Cancelled(), "cancels");
        // UNVERIFIED: that a cancel after a refused card is reported to the shop as a refused card.
        return Complete(transaction, new WalletAnswer.Declined(null), "gives up: the card was refused");
    });

    /// <summary>Expires the payment before its time, for testers, who then need not move the clock.</summary>
    public Task<Decision?> Expire(string accessId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var context = contexts.Of(transaction);
        return WithNotice(methods.Of(transaction).Expire(transaction, context), context, "comes too late; the clock was not moved", null);
    });

    /// <summary>Adds a timeline entry about somebody who acts for the consumer.</summary>
    public Task<Decision?> AddNote(string accessId, string what) => ledger.Decide(accessId, (transaction, _) =>
    {
        var entry = ConsumerEntry(contexts.Of(transaction), what) with { Number = null, From = Party.Simulator };
        return new Decision { Transaction = transaction }.With(entry);
    });

    /// <summary>The consumer pays, and the wallet declines.</summary>
    public Task<Decision?> Decline(string accessId, ScenarioAction.Decline decline) =>
        Answer(accessId, new WalletAnswer.Declined(Code(decline.Error)), "pays, and is declined");

    /// <summary>The consumer pays, and the wallet's answer is lost.</summary>
    public Task<Decision?> LoseAnswer(string accessId, ScenarioAction.Lose lose) =>
        Answer(accessId, new WalletAnswer.Lost(Code(lose.Error)), TimelineEntry.PaidUnheard);

    public Task<Decision?> Leave(string accessId) => ledger.Decide(accessId, (transaction, _) =>
        new Decision { Transaction = transaction }.With(ConsumerEntry(contexts.Of(transaction), "leaves without deciding")));

    /// <summary>The consumer ends a contract at the wallet. Refused when there is no active contract.</summary>
    public Task<Decision?> EndContract(string accessId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var context = contexts.Of(transaction);
        var decision = methods.Of(transaction).EndByConsumer(transaction, context)
            ?? Decision.Refuse(transaction, GatewayErrors.WrongState);
        var what = decision.IsRefused ? "cannot end the contract" : "ends the contract";
        return decision.With(ConsumerEntry(context, what) with { Number = null });
    });

    /// <summary>How a choice would pay. A method that accepts no points and coupons is paid by card.</summary>
    public Quote Quote(Transaction transaction, Member member, PaymentChoice choice) =>
        PaymentCalculator.Quote(transaction.Total, member, Accepted(transaction, choice), PointsUnit(transaction));

    /// <inheritdoc cref="PaymentCalculator.Validate"/>
    public string? Validate(Transaction transaction, Member member, PaymentChoice choice)
    {
        var quote = Quote(transaction, member, choice);
        return PaymentCalculator.Validate(quote, member, Accepted(transaction, choice), PointsUnit(transaction));
    }

    /// <summary>Whether the choice would be charged to the card that was refused before.</summary>
    public bool UsesRefusedCard(Transaction transaction, Member member, PaymentChoice choice) =>
        Quote(transaction, member, choice) is { Charge: > 0, Card.Id: var card } && card == transaction.Visit!.RefusedCardId;

    /// <summary>Scheduled job: returns the points and the coupon of a cancelled or reduced payment to the member.</summary>
    public Task<bool> RestorePointsAndCoupon(ScheduledJob job, CancellationToken stop) => store.Write(writing =>
    {
        if (!schedule.IsUnchanged(writing, job)) return false;
        schedule.Remove(writing, job.Id);
        if (ledger.FindStaged(writing, job.AccessId) is not { Payment: { } payment } transaction) return false;
        var refund = job.Sum!;
        var set = members.Of(writing, transaction.ShopId);
        // A shop that was deleted and added again may use other members, which did not pay.
        var hasPaid = (set.ShopId is not null) == payment.IsOfOwnMember;
        if (hasPaid && set.Find(writing, payment.MemberId) is { } member)
            set.Put(writing, PaymentCalculator.Restore(member, refund.Points, job.CouponId));
        ledger.AddToTimeline(writing, transaction, RefundEntry(refund, job.At), "given back");
        return true;
    });

    int PointsUnit(Transaction transaction) => contexts.OptionsOf(transaction).PointsUnit;

    PaymentChoice Accepted(Transaction transaction, PaymentChoice choice) =>
        methods.Of(transaction).AcceptsPoints ? choice : choice with { Points = PointsUse.None, CouponId = null };

    Task<Decision?> Answer(string accessId, WalletAnswer answer, string what) =>
        ledger.Decide(accessId, (transaction, _) => Complete(transaction, answer, what));

    Decision Complete(Transaction transaction, WalletAnswer answer, string what)
    {
        var context = contexts.Of(transaction);
        return WithNotice(methods.Of(transaction).Complete(transaction, answer, context), context, what, null);
    }

    Decision Pay(Transaction transaction, UnitOfWork writing, Member member, Quote quote)
    {
        var context = contexts.Of(transaction);
        if (quote is { Charge: > 0, Card.Declines: true }) return RefuseCard(transaction, member, quote.Card, context);
        var cardId = quote.Charge > 0 ? quote.Card!.Id : null;
        var answer = new WalletAnswer.Agreed(member.Id, quote.Breakdown, cardId, quote.Coupon?.Id);
        var decision = methods.Of(transaction).Complete(WithRefusedCard(null, transaction), answer, context);
        if (!decision.IsRefused)
        {
            var set = members.Of(writing, transaction.ShopId);
            set.Put(writing, PaymentCalculator.Spend(member, quote));
            decision = OfMember(decision, isOwn: set.ShopId is not null);
        }
        return WithNotice(decision, context, $"approves as {member.Id}", Amounts(quote.Breakdown));
    }

    static Decision OfMember(Decision decision, bool isOwn) => decision.Transaction.Payment is not { } payment
        ? decision
        : decision with { Transaction = decision.Transaction with { Payment = payment with { IsOfOwnMember = isOwn } } };

    // UNVERIFIED: that the wallet offers another card, and notifies the gateway only when the consumer gives up.
    Decision RefuseCard(Transaction transaction, Member member, Card card, DecisionContext context)
    {
        var decision = methods.Of(transaction).SignIn(transaction, member.Id, context);
        if (decision.IsRefused) return WithNotice(decision, context, $"approves as {member.Id}", null);
        return (decision with { Transaction = WithRefusedCard(card.Id, decision.Transaction) })
            .With(ConsumerEntry(context, $"approves as {member.Id}, and the card {card.Id} is refused"));
    }

    static Transaction WithRefusedCard(string? cardId, Transaction transaction) =>
        transaction with { Visit = transaction.Visit! with { RefusedCardId = cardId } };

    static ErrorCode? Code(string? error) => error is null ? null : new ErrorCode(error);
}
