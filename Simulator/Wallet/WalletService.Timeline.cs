using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>The timeline entries of the decisions at the wallet.</summary>
internal sealed partial class WalletService
{
    // Adds the consumer's action (step 7) and the completion notice that follows from it (step 8).
    static Decision WithNotice(Decision decision, DecisionContext context, string what, Dictionary<string, string>? request) =>
        decision.With(ConsumerEntry(context, what) with { Request = request }, NoticeEntry(decision, context));

    static TimelineEntry ConsumerEntry(DecisionContext context, string what) => new()
    {
        Number = 7,
        From = Party.Consumer,
        To = Party.Wallet,
        What = what,
        At = context.Now,
    };

    static TimelineEntry NoticeEntry(Decision decision, DecisionContext context)
    {
        var error = decision.IsRefused ? decision.Errors[0] : decision.Transaction.Error;
        return new()
        {
            Number = 8,
            From = Party.Wallet,
            To = Party.Gateway,
            What = decision.IsRefused ? "completion notice refused" : $"completion notice: {decision.Transaction.Status}",
            At = context.Now,
            Failed = decision.IsRefused,
            Note = error is { } code ? $"{code.Info} {GatewayErrors.Meaning(code.Info).En}" : null,
        };
    }

    static TimelineEntry RefundEntry(PaymentBreakdown refund, DateTimeOffset at) => new()
    {
        Number = null,
        From = Party.Wallet,
        To = Party.Consumer,
        What = "payment given back",
        At = at,
        Answer = Amounts(refund),
    };

    static Dictionary<string, string> Amounts(PaymentBreakdown amounts) => new()
    {
        ["card"] = WireFields.Yen(amounts.Card),
        ["points"] = WireFields.Yen(amounts.Points),
        ["coupon (wallet's)"] = WireFields.Yen(amounts.Coupon),
        ["coupon (shop's)"] = WireFields.Yen(amounts.ShopCoupon),
    };
}
