using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>What the consumer does at the wallet (step 7), and the wallet's completion notice to the gateway (step 8).</summary>
internal sealed class WalletDesk(Store store, Ledger ledger, Agenda agenda, Members members, PaymentMethods methods, Moments moments)
{
    public Task<Decision?> SignIn(string accessId, string? memberId) => ledger.Decide(accessId, (transaction, _) =>
    {
        var moment = moments.Of(transaction);
        return methods.Of(transaction).SignIn(transaction, memberId, moment)
            .With(Consumer(moment, memberId is null ? "signs out" : $"signs in as {memberId}"));
    });

    /// <summary>Pays as a member chose, or is refused. Null when the choice cannot be paid, with nothing changed: ask <see cref="Purse.Fault"/> why.</summary>
    public async Task<Decision?> Approve(string accessId, string memberId, PaymentChoice choice)
    {
        var unpayable = false;
        var decision = await ledger.Decide(accessId, (transaction, writing) =>
        {
            var member = members.Find(writing, memberId);
            var quote = member is null ? null : Quote(transaction, member, choice);
            if (member is null || Fault(transaction, member, choice) is not null)
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
        return Notice(methods.Of(transaction).Complete(transaction, new WalletAnswer.Cancelled(), moment), moment, "cancels", null);
    });

    /// <summary>The consumer pays, and the wallet declines.</summary>
    public Task<Decision?> Decline(string accessId, Reaction.Decline decline) => Answer(accessId, new WalletAnswer.Declined(Code(decline.Error)), "pays, and is declined");

    /// <summary>The consumer pays, and the wallet's answer is lost.</summary>
    public Task<Decision?> Lose(string accessId, Reaction.Lose lose) => Answer(accessId, new WalletAnswer.Lost(Code(lose.Error)), "pays, and the gateway does not hear of it");

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
        Purse.Quote(transaction.Total, member, Allowed(transaction, choice), moments.ChoicesOf(transaction).PointsUnit);

    /// <summary>What keeps a choice from being paid, or null: see <see cref="Purse.Fault"/>.</summary>
    public string? Fault(Transaction transaction, Member member, PaymentChoice choice) =>
        Purse.Fault(Quote(transaction, member, choice), member, Allowed(transaction, choice), moments.ChoicesOf(transaction).PointsUnit);

    PaymentChoice Allowed(Transaction transaction, PaymentChoice choice) =>
        methods.Of(transaction).TakesPoints ? choice : choice with { Points = PointsUse.None, CouponId = null };

    public Task<Decision?> Leave(string accessId) => ledger.Decide(accessId, (transaction, _) =>
        new Decision { Transaction = transaction }.With(Consumer(moments.Of(transaction), "leaves without deciding")));

    static ErrorCode? Code(string? error) => error is null ? null : new ErrorCode(error);

    /// <summary>Agenda: points and coupon of a cancelled or lowered payment go back to the member.</summary>
    public Task GiveBack(AgendaRow row, CancellationToken stop) => store.Write(writing =>
    {
        agenda.Done(writing, row.Id);
        if (ledger.FindIn(writing, row.AccessId) is not { Payment: { } payment } transaction) return;
        var sum = row.Sum!;
        if (members.Find(writing, payment.MemberId) is { } member) members.Put(writing, Purse.GiveBack(member, sum.Points, row.CouponId));
        ledger.Note(writing, transaction, new()
        {
            Number = null,
            From = Party.Wallet,
            To = Party.Consumer,
            What = "payment given back",
            At = row.At,
            Answer = Made(sum),
        }, "given back");
    });

    Decision Pay(Transaction transaction, Writing writing, Member member, Quote quote)
    {
        var moment = moments.Of(transaction);
        var declined = quote.Charge > 0 && quote.Card!.Declines;
        WalletAnswer answer = declined
            ? new WalletAnswer.Declined(null)
            : new WalletAnswer.Agreed(member.Id, quote.Split, quote.Charge > 0 ? quote.Card!.Id : null, quote.Coupon?.Id);
        var decision = methods.Of(transaction).Complete(transaction, answer, moment);
        if (!decision.IsRefused && !declined) members.Put(writing, Purse.Spend(member, quote));
        return Notice(decision, moment, $"approves as {member.Id}", Made(quote.Split));
    }

    static Decision Notice(Decision decision, Moment moment, string what, Dictionary<string, string>? request) => decision.With(
        Consumer(moment, what) with { Request = request },
        new Step
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

    static Step Consumer(Moment moment, string what) => new()
    {
        Number = 7,
        From = Party.Consumer,
        To = Party.Wallet,
        What = what,
        At = moment.Now,
    };

    static Dictionary<string, string> Made(Split sum) => new()
    {
        ["card"] = WireFields.Yen(sum.Card),
        ["points"] = WireFields.Yen(sum.Points),
        ["coupon (wallet's)"] = WireFields.Yen(sum.Coupon),
        ["coupon (shop's)"] = WireFields.Yen(sum.ShopCoupon),
    };
}
