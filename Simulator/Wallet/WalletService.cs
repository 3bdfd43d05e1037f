using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>What the consumer does at the wallet (step 7), and the wallet's completion notice to the gateway (step 8).</summary>
internal sealed class WalletService(Store store, Ledger ledger, JobSchedule agenda, Members members, PaymentMethods methods, DecisionContextFactory moments)
{
    public Task<Decision?> SignIn(string accessId, string? memberId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var moment = moments.Of(transaction);
        return methods.Of(transaction).SignIn(WithRefused(null, transaction), memberId, moment)
            .With(Consumer(moment, memberId is null ? "signs out" : $"signs in as {memberId}"));
    });

    /// <summary>Pays as a member chose, or the card is refused and the payment stays open. Null when the choice cannot be paid, with nothing changed: ask <see cref="PaymentCalculator.Validate"/> why.</summary>
    public async Task<Decision?> Approve(string accessId, string memberId, PaymentChoice choice)
    {
        var unpayable = false;
        var decision = await ledger.Decide(accessId, (transaction, writing) =>
        {
            var member = members.Find(writing, memberId);
            var quote = member is null ? null : Quote(transaction, member, choice);
            if (member is null || Validate(transaction, member, choice) is not null)
            {
                unpayable = true;
                return Decision.Refuse(transaction, methods.Of(transaction).BrowserErrors.Failed);
            }
            return Pay(transaction, writing, member, quote!);
        });
        return unpayable ? null : decision;
    }

    public Task<Decision?> Cancel(string accessId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var moment = moments.Of(transaction);
        // UNVERIFIED: that a consumer who stops after a refused card is told to the shop as one whose card was refused (protocol.md 6.4).
        var (answer, what) = transaction.Visit?.RefusedCardId is null
            ? ((WalletAnswer)new WalletAnswer.Cancelled(), "cancels")
            : (new WalletAnswer.Declined(null), "gives up: the card was refused");
        return Notice(methods.Of(transaction).Complete(transaction, answer, moment), moment, what, null);
    });

    /// <summary>The time to decide is over before it is: for testers, who need not move the clock.</summary>
    public Task<Decision?> Expire(string accessId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var moment = moments.Of(transaction);
        return Notice(methods.Of(transaction).Expire(transaction, moment), moment, "comes too late; the clock was not moved", null);
    });

    /// <summary>A line of the timeline about who acts in the consumer's place.</summary>
    public Task<Decision?> Note(string accessId, string what) => ledger.Decide(accessId, (transaction, _) =>
        new Decision { Transaction = transaction }.With(Consumer(moments.Of(transaction), what) with { Number = null, From = Party.Simulator }));

    /// <summary>The consumer pays, and the wallet declines.</summary>
    public Task<Decision?> Decline(string accessId, ScenarioAction.Decline decline) => Answer(accessId, new WalletAnswer.Declined(Code(decline.Error)), "pays, and is declined");

    /// <summary>The consumer pays, and the wallet's answer is lost.</summary>
    public Task<Decision?> LoseAnswer(string accessId, ScenarioAction.Lose lose) => Answer(accessId, new WalletAnswer.Lost(Code(lose.Error)), "pays, and the gateway does not hear of it");

    Task<Decision?> Answer(string accessId, WalletAnswer answer, string what) => ledger.Decide(accessId, (transaction, _) =>
    {
        var moment = moments.Of(transaction);
        return Notice(methods.Of(transaction).Complete(transaction, answer, moment), moment, what, null);
    });

    /// <summary>The consumer ends a contract in the wallet's list of contracts; null when there is none to end.</summary>
    public Task<Decision?> EndContract(string accessId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var moment = moments.Of(transaction);
        var decision = methods.Of(transaction).EndByConsumer(transaction, moment) ?? Decision.Refuse(transaction, GatewayErrors.WrongState);
        return decision.With(Consumer(moment, decision.IsRefused ? "cannot end the contract" : "ends the contract") with { Number = null });
    });

    /// <summary>How a choice would pay. A method that takes no points and coupons is paid by card.</summary>
    public Quote Quote(Transaction transaction, Member member, PaymentChoice choice) =>
        PaymentCalculator.Quote(transaction.Total, member, Allowed(transaction, choice), moments.OptionsOf(transaction).PointsUnit);

    /// <summary>What keeps a choice from being paid, or null: see <see cref="PaymentCalculator.Validate"/>.</summary>
    public string? Validate(Transaction transaction, Member member, PaymentChoice choice) =>
        PaymentCalculator.Validate(Quote(transaction, member, choice), member, Allowed(transaction, choice), moments.OptionsOf(transaction).PointsUnit);

    /// <summary>Whether the choice would be charged to the card that was refused before.</summary>
    public bool UsesRefusedCard(Transaction transaction, Member member, PaymentChoice choice) =>
        Quote(transaction, member, choice) is { Charge: > 0, Card.Id: var card } && card == transaction.Visit!.RefusedCardId;

    PaymentChoice Allowed(Transaction transaction, PaymentChoice choice) =>
        methods.Of(transaction).AcceptsPoints ? choice : choice with { Points = PointsUse.None, CouponId = null };

    public Task<Decision?> Leave(string accessId) => ledger.Decide(accessId, (transaction, _) =>
        new Decision { Transaction = transaction }.With(Consumer(moments.Of(transaction), "leaves without deciding")));

    static ErrorCode? Code(string? error) => error is null ? null : new ErrorCode(error);

    /// <summary>Agenda: points and coupon of a cancelled or lowered payment go back to the member.</summary>
    public Task RestorePointsAndCoupon(ScheduledJob row, CancellationToken stop) => store.Write(writing =>
    {
        agenda.Remove(writing, row.Id);
        if (ledger.FindStaged(writing, row.AccessId) is not { Payment: { } payment } transaction) return;
        var sum = row.Sum!;
        if (members.Find(writing, payment.MemberId) is { } member) members.Put(writing, PaymentCalculator.Restore(member, sum.Points, row.CouponId));
        ledger.AddToTimeline(writing, transaction, new()
        {
            Number = null,
            From = Party.Wallet,
            To = Party.Consumer,
            What = "payment given back",
            At = row.At,
            Answer = Made(sum),
        }, "given back");
    });

    Decision Pay(Transaction transaction, UnitOfWork writing, Member member, Quote quote)
    {
        var moment = moments.Of(transaction);
        if (quote is { Charge: > 0, Card.Declines: true }) return RefuseCard(transaction, member, quote.Card, moment);
        var answer = new WalletAnswer.Agreed(member.Id, quote.Breakdown, quote.Charge > 0 ? quote.Card!.Id : null, quote.Coupon?.Id);
        var decision = methods.Of(transaction).Complete(WithRefused(null, transaction), answer, moment);
        if (!decision.IsRefused) members.Put(writing, PaymentCalculator.Spend(member, quote));
        return Notice(decision, moment, $"approves as {member.Id}", Made(quote.Breakdown));
    }

    // UNVERIFIED: that the wallet offers another card, and tells the gateway only when the consumer gives up (protocol.md 7).
    Decision RefuseCard(Transaction transaction, Member member, Card card, DecisionContext moment)
    {
        var stays = methods.Of(transaction).SignIn(transaction, member.Id, moment);
        if (stays.IsRefused) return Notice(stays, moment, $"approves as {member.Id}", null);
        return (stays with { Transaction = WithRefused(card.Id, stays.Transaction) })
            .With(Consumer(moment, $"approves as {member.Id}, and the card {card.Id} is refused"));
    }

    static Transaction WithRefused(string? cardId, Transaction transaction) => transaction with { Visit = transaction.Visit! with { RefusedCardId = cardId } };

    static Decision Notice(Decision decision, DecisionContext moment, string what, Dictionary<string, string>? request) => decision.With(
        Consumer(moment, what) with { Request = request },
        new TimelineEntry
        {
            Number = 8,
            From = Party.Wallet,
            To = Party.Gateway,
            What = decision.IsRefused ? "completion notice refused" : $"completion notice: {decision.Transaction.Status}",
            At = moment.Now,
            Failed = decision.IsRefused,
            Note = (decision.IsRefused ? decision.Errors[0] : decision.Transaction.Error) is { } error
                ? $"{error.Info} {GatewayErrors.Meaning(error.Info).En}" : null,
        });

    static TimelineEntry Consumer(DecisionContext moment, string what) => new()
    {
        Number = 7,
        From = Party.Consumer,
        To = Party.Wallet,
        What = what,
        At = moment.Now,
    };

    static Dictionary<string, string> Made(PaymentBreakdown sum) => new()
    {
        ["card"] = WireFields.Yen(sum.Card),
        ["points"] = WireFields.Yen(sum.Points),
        ["coupon (wallet's)"] = WireFields.Yen(sum.Coupon),
        ["coupon (shop's)"] = WireFields.Yen(sum.ShopCoupon),
    };
}
