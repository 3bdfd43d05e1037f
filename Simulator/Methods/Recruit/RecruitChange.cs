using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitChange: another amount for a payment that was made; points and coupons are worked out again (protocol.md 2.6).</summary>
internal static class RecruitChange
{
    const string Api = "RecruitChange";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api, [.. CommonFields.Access, CommonFields.Amount, CommonFields.Tax],
        (transaction, request, moment) => Decide(recruit, transaction, request, moment))
    {
        About = "changes the amount of a payment; points and coupons are worked out again",
        Answers = ["OrderID", "Status", "Amount", "Tax", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon"],
        Refusals =
        [
            GatewayErrors.WrongState, GatewayErrors.TooLateAfterSale, GatewayErrors.OlderThan180Days, GatewayErrors.ChangeClosed,
            GatewayErrors.PaidByPointsOnly, GatewayErrors.ChangedAmountRefused, GatewayErrors.CardRefused,
        ],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, Request request, DecisionContext moment)
    {
        var total = CommonFields.Total(request);
        var raises = total > transaction.Total;
        var change = recruit.Apply(transaction, raises ? RecruitLifecycle.Raise : RecruitLifecycle.Lower, moment,
            before => Changed(before, request), tells: moment.Options.NotifyChanges);
        return change.IsRefused ? change
            : TimeLimits.TooLateAfterSale(transaction, moment) ?? TimeLimits.TooOld(transaction, moment) ?? Closed(transaction, moment)
            ?? PointsOnly.Refusal(transaction, Api, moment) ?? Unacceptable(transaction, total, raises, moment)
            ?? change with { Reply = Reply(change.Transaction, moment.Options) };
    }

    static Transaction Changed(Transaction before, Request request)
    {
        var split = before.Payment!.Split.WithTotal((int)CommonFields.Total(request));
        return before with
        {
            Amount = request.Number("Amount"),
            Tax = request.Number("Tax"),
            AmountChanges = before.AmountChanges + 1,
            Payment = before.Payment with { Split = split },
        };
    }

    // UNVERIFIED: what "not in this period" means; it can be a time of each day (protocol.md 9, 10).
    static Decision? Closed(Transaction transaction, DecisionContext moment) =>
        moment.Options.ChangeClosed?.Contains(Jst.TimeOf(moment.Now)) == true ? Decision.Refuse(transaction, GatewayErrors.ChangeClosed) : null;

    // UNVERIFIED: the same wallet at another gateway knows a decrease only; an increase is authorised anew (protocol.md 2.6; 9, 9).
    static Decision? Unacceptable(Transaction transaction, long total, bool raises, DecisionContext moment) =>
        total > moment.Options.LargestAmount || (raises && !moment.Options.ChangeUpward) || transaction.HasReachedMaxAmountChanges ? Decision.Refuse(transaction, GatewayErrors.ChangedAmountRefused)
        : raises && moment.IsCardDeclined ? Decision.Refuse(transaction, GatewayErrors.CardRefused)
        : null;

    static System.Collections.Immutable.ImmutableArray<KeyValuePair<string, string>> Reply(Transaction changed, ProtocolOptions choices) =>
    [
        new("OrderID", changed.OrderId),
        new("Status", changed.Status.Code),
        new("Amount", WireFields.Yen(changed.Amount)),
        new("Tax", WireFields.Yen(changed.Tax)),
        new("RcUsePoint", WireFields.FormatUsedAmount(changed.Payment!.Split.Points, choices)),
        new("RcUseCoupon", WireFields.FormatUsedAmount(changed.Payment.Split.Coupon, choices)),
        new("RcUseShopCoupon", WireFields.FormatUsedAmount(changed.Payment.Split.ShopCoupon, choices)),
    ];
}
