using System.Globalization;
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
            var quote = member is null ? null : Purse.Quote(transaction.Total, member, choice);
            if (member is null || Purse.Fault(quote!, member, choice) is not null)
            {
                unpayable = true;
                return Decision.Refuse(transaction, GatewayErrors.PaymentFailed);
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

    public Task<Decision?> Leave(string accessId) => ledger.Decide(accessId, (transaction, _) =>
        new Decision { Transaction = transaction }.With(Consumer(moments.Of(transaction), "leaves without deciding")));

    /// <summary>Does what a scenario says of the consumer. Null when the choice cannot be paid.</summary>
    public async Task<Decision?> Play(string accessId, Reaction reaction)
    {
        await ledger.Decide(accessId, (transaction, _) => new() { Transaction = Raised(transaction, Cue.WalletOpened) });
        return reaction switch
        {
            Reaction.Approve approve => await SignInAndApprove(accessId, approve),
            Reaction.Cancel => await Cancel(accessId),
            Reaction.Leave => await Leave(accessId),
            _ => throw new InvalidOperationException($"The wallet cannot play {reaction.Name}."),
        };
    }

    async Task<Decision?> SignInAndApprove(string accessId, Reaction.Approve approve)
    {
        if (members.Find(approve.Member ?? Members.DefaultId) is not { } member) return null;
        await SignIn(accessId, member.Id);
        var points = approve.Points.AtMost > member.Points ? PointsUse.All : approve.Points;
        return await Approve(accessId, member.Id, new(points, approve.Coupon, approve.Card));
    }

    /// <summary>A cue of the scenario was played: the next time counts on.</summary>
    public static Transaction Raised(Transaction transaction, Cue cue) => transaction with
    {
        Moments = new Dictionary<string, int>(transaction.Moments) { [cue.Name] = transaction.Moments.GetValueOrDefault(cue.Name) + 1 },
    };

    /// <summary>Agenda: points and coupon of a cancelled payment go back to the member.</summary>
    public Task GiveBack(AgendaRow row, CancellationToken stop) => store.Write(writing =>
    {
        agenda.Done(writing, row.Id);
        if (ledger.FindIn(writing, row.AccessId) is not { Payment: { } payment } transaction) return;
        if (members.Find(writing, payment.MemberId) is not { } member) return;
        members.Put(writing, Purse.GiveBack(member, payment.Points, payment.CouponId));
        ledger.Note(writing, transaction, new()
        {
            Number = null,
            From = Party.Wallet,
            To = Party.Consumer,
            What = "payment given back",
            At = row.At,
            Answer = Made(payment.Card, payment.Points, payment.Coupon, payment.ShopCoupon),
        }, "given back");
    });

    Decision Pay(Transaction transaction, Writing writing, Member member, Quote quote)
    {
        var moment = moments.Of(transaction);
        var declined = quote.Charge > 0 && quote.Card!.Declines;
        WalletAnswer answer = declined
            ? new WalletAnswer.CardDeclined(member.Id)
            : new WalletAnswer.Paid(member.Id, quote.Charge, quote.Points, quote.WalletCoupon, quote.ShopCoupon,
                quote.Charge > 0 ? quote.Card!.Id : null, quote.Coupon?.Id);
        var decision = methods.Of(transaction).Complete(transaction, answer, moment);
        if (!decision.IsRefused && !declined) members.Put(writing, Purse.Spend(member, quote));
        return Notice(decision, moment, $"approves as {member.Id}", Made(quote.Charge, quote.Points, quote.WalletCoupon, quote.ShopCoupon));
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

    static Dictionary<string, string> Made(int card, int points, int coupon, int shopCoupon) => new()
    {
        ["card"] = card.ToString(CultureInfo.InvariantCulture),
        ["points"] = points.ToString(CultureInfo.InvariantCulture),
        ["coupon (wallet's)"] = coupon.ToString(CultureInfo.InvariantCulture),
        ["coupon (shop's)"] = shopCoupon.ToString(CultureInfo.InvariantCulture),
    };
}
