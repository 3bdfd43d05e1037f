using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Methods.Recruit;

/// <summary>RecruitChange changes the amount of a payment and recalculates its points and coupons.</summary>
internal static class RecruitChange
{
    const string Api = "RecruitChange";

    public static Operation Of(RecruitMethod recruit) => new UpdateOperation(Api,
        [.. CommonFields.Access, CommonFields.Amount, CommonFields.Tax],
        (transaction, request, context) => Decide(recruit, transaction, request, context))
    {
        About = ("changes the amount of a payment and recalculates its points and coupons", "金額を変更し、ポイントとクーポンを計算し直す"),
        Brief = ("changes the amount", "金額を変更"),
        ActionLabel = ("Change amount", "金額変更"),
        Answers = ["OrderID", "Status", "Amount", "Tax", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon"],
        Refusals =
        [
            GatewayErrors.WrongState, GatewayErrors.TooLateAfterSale, GatewayErrors.OlderThan180Days, GatewayErrors.ChangeClosed,
            GatewayErrors.PaidByPointsOnly, GatewayErrors.ChangedAmountRefused, GatewayErrors.CardRefused,
        ],
    };

    static Decision Decide(RecruitMethod recruit, Transaction transaction, Request request, DecisionContext context)
    {
        var total = CommonFields.Total(request);
        var raises = total > transaction.Total;
        var trigger = raises ? RecruitLifecycle.Raise : RecruitLifecycle.Lower;
        var change = recruit.Apply(transaction, trigger, context, before => WithAmount(before, request),
            notifies: context.Options.NotifyChanges);
        if (change.IsRefused) return change;
        var refusal = TimeLimits.RefuseLongAfterSale(transaction, context)
            ?? TimeLimits.RefuseOld(transaction, context)
            ?? RefuseWhenClosed(transaction, context)
            ?? PointsOnly.Refuse(transaction, Api, context)
            ?? RefuseAmount(transaction, total, raises, context);
        return refusal ?? change with { Reply = Reply(change.Transaction, context.Options) };
    }

    static Transaction WithAmount(Transaction before, Request request)
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

    // UNVERIFIED: what "not in this period" means; it may be a daily time range.
    static Decision? RefuseWhenClosed(Transaction transaction, DecisionContext context)
    {
        var isClosed = context.Options.ChangeClosed is { } closed && closed.Contains(Jst.TimeOf(context.Now));
        return isClosed ? Decision.Refuse(transaction, GatewayErrors.ChangeClosed) : null;
    }

    // UNVERIFIED: at another gateway the same wallet allows decreases only, and an increase is a new authorisation.
    static Decision? RefuseAmount(Transaction transaction, long total, bool raises, DecisionContext context)
    {
        var isAllowed = total <= context.Options.LargestAmount
            && (!raises || context.Options.ChangeUpward)
            && !transaction.HasReachedMaxAmountChanges;
        if (!isAllowed) return Decision.Refuse(transaction, GatewayErrors.ChangedAmountRefused);
        return raises && context.IsCardDeclined ? Decision.Refuse(transaction, GatewayErrors.CardRefused) : null;
    }

    static ImmutableArray<KeyValuePair<string, string>> Reply(Transaction changed, ProtocolOptions options) =>
    [
        new("OrderID", changed.OrderId),
        new("Status", changed.Status.Code),
        new("Amount", WireFields.Yen(changed.Amount)),
        new("Tax", WireFields.Yen(changed.Tax)),
        new("RcUsePoint", WireFields.FormatUsedAmount(changed.Payment!.Split.Points, options)),
        new("RcUseCoupon", WireFields.FormatUsedAmount(changed.Payment.Split.Coupon, options)),
        new("RcUseShopCoupon", WireFields.FormatUsedAmount(changed.Payment.Split.ShopCoupon, options)),
    ];
}
