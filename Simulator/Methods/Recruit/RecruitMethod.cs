using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;
using static KantanSim.Methods.Recruit.RecruitLifecycle;

namespace KantanSim.Methods.Recruit;

/// <summary>The one-shot payment: an authorisation or an immediate capture for one order.</summary>
internal sealed class RecruitMethod : PaymentMethod
{
    public override string Name => "Recruit";
    public override (string En, string Ja) Title => ("One-shot payment", "都度課金");
    public override string PayType => "24";
    public override string PayTypeLetter => "O";
    public override string StartApi => "RecruitStart";
    public override string ConfirmPage => "Methods/Recruit/Pages/confirm.html";
    public override Lifecycle Lifecycle => Table;

    public override IReadOnlySet<Status> ResultStatuses { get; } =
        new HashSet<Status> { GatewayStatus.Authorised, GatewayStatus.Captured, GatewayStatus.Failed, GatewayStatus.Expired };

    public override IReadOnlyList<Operation> Operations =>
    [
        EntryTranRecruit.Of(this),
        ExecTranRecruit.Of(this),
        RecruitSales.Of(this),
        RecruitChange.Of(this),
        RecruitUpdateAuth.Of(this),
        RecruitCancel.Of(this),
    ];

    public override BrowserErrors BrowserErrors { get; } = new()
    {
        AccessIdFormat = GatewayErrors.StartAccessIdFormat,
        Unknown = GatewayErrors.StartUnknown,
        Tampered = GatewayErrors.StartTampered,
        IllegalTransition = GatewayErrors.IllegalTransition,
        Expired = GatewayErrors.PaymentExpired,
        Failed = GatewayErrors.PaymentFailed,
        CardRefused = GatewayErrors.CardRefused,
        Unreachable = GatewayErrors.WalletUnreachable,
    };

    // UNVERIFIED: the keys are those that the link type was seen to send to shops.
    public override ImmutableArray<string> ResultKeys => ["RcOrderId", "RcOrderTime", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon"];

    public override ImmutableArray<string> SearchKeys =>
        ["RcOrderId", "RcCustomerId", "RcOrderTime", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon", "RcUpdateAuthDay"];

    public override ContractState ContractStateOf(Shop shop) => shop.Recruit;

    public override Decision Start(Transaction transaction, DecisionContext context) =>
        this.BeginVisit(transaction, RecruitLifecycle.Start, GatewayStatus.Requested, context);

    public override Decision SignIn(Transaction transaction, string? memberId, DecisionContext context) =>
        Apply(transaction, RecruitLifecycle.SignIn, context, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext context) => answer switch
    {
        WalletAnswer.Agreed agreed => Pay(transaction, agreed, context),
        WalletAnswer.Cancelled => CancelByConsumer(transaction, context),
        WalletAnswer.Declined declined => Apply(transaction, Fail, context, before => before, declined.Error ?? GatewayErrors.CardRefused),
        WalletAnswer.Lost lost => EndVisit(transaction, lost.Error ?? GatewayErrors.WalletUnreachable, context),
        _ => throw new InvalidOperationException($"No rule for {answer}."),
    };

    public override Decision Expire(Transaction transaction, DecisionContext context) =>
        Apply(transaction, RecruitLifecycle.Expire, context, before => before, GatewayErrors.PaymentExpired);

    public override Decision EndAuthorisation(Transaction transaction, DecisionContext context) =>
        Apply(transaction, AuthEnds, context, before => before);

    public override string? Value(string key, Transaction transaction, ProtocolOptions options) => key switch
    {
        "RcOrderId" => transaction.Payment?.WalletOrderId ?? "",
        "RcCustomerId" => transaction.Payment?.CustomerId ?? "",
        "RcOrderTime" => transaction.Payment is { } payment ? Jst.Format(payment.PaidAt, options.OrderTimeFormat) : "",
        "RcUsePoint" => FormatUsed(transaction.Payment?.Split.Points, options),
        "RcUseCoupon" => FormatUsed(transaction.Payment?.Split.Coupon, options),
        "RcUseShopCoupon" => FormatUsed(transaction.Payment?.Split.ShopCoupon, options),
        "RcUpdateAuthDay" => transaction.ExtendedAt is { } extended ? Jst.Format(extended, options.ExtensionDayFormat) : "",
        _ => null,
    };

    protected override ScheduledJob? ScheduleFor(JobKind kind, Transaction before, Transaction after, DecisionContext context)
    {
        var job = ScheduledJob.For(after, kind, kind switch
        {
            JobKind.Expiry => after.Visit?.DecideUntil ?? after.Request!.StartLimit,
            JobKind.AuthExpiry => after.ValidUntil!.Value,
            JobKind.Settlement or JobKind.Refund => ClosingDate.EndAfter(context.Now, context.Options.ClosingDays),
            _ => context.Now,
        });
        return kind is JobKind.Settlement or JobKind.Refund or JobKind.Reversal ? WithSum(job, before, after) : job;
    }

    // The sale and its cancel move the whole amount and the coupon. A change moves the difference and no coupon: coupons are reduced last,
    // and a part of one always remains.
    static ScheduledJob WithSum(ScheduledJob job, Transaction before, Transaction after)
    {
        var now = after.Payment!.Split;
        if (before.AmountChanges == after.AmountChanges) return job with { Sum = now, CouponId = after.Payment.CouponId };
        var earlier = before.Payment!.Split;
        return job with
        {
            Id = ScheduledJob.IdOf(after.Number, job.Kind, after.AmountChanges),
            Sum = job.Kind == JobKind.Settlement ? now - earlier : earlier - now,
        };
    }

    // UNVERIFIED: a cancel is reported as a failed payment; the sibling methods differ.
    Decision CancelByConsumer(Transaction transaction, DecisionContext context) =>
        context.Options.ConsumerCancel == ConsumerCancelMode.AuthProcess
            ? EndVisit(transaction, null, context)
            : Apply(transaction, Fail, context, before => before, GatewayErrors.PaymentFailed);

    Decision EndVisit(Transaction transaction, ErrorCode? error, DecisionContext context) =>
        this.EndVisit(transaction, RecruitLifecycle.EndVisit, error, context);

    Decision Pay(Transaction transaction, WalletAnswer.Agreed agreed, DecisionContext context)
    {
        var captures = transaction.JobCd == "CAPTURE";
        return Apply(transaction, captures ? Capture : Authorise, context, before => before with
        {
            AuthorisedAt = context.Now,
            CapturedAt = captures ? context.Now : null,
            ValidUntil = captures ? null : TimeLimits.ValidUntil(before, context),
            Payment = new()
            {
                MemberId = agreed.MemberId,
                CustomerId = context.Ids.CustomerId(before.ShopId, agreed.MemberId),
                WalletOrderId = context.Ids.WalletOrderId(before.AccessId),
                PaidAt = context.Now,
                Split = agreed.Split,
                WasPointsOnly = agreed.Split.IsWithoutCard,
                CardId = agreed.CardId,
                CouponId = agreed.CouponId,
            },
        });
    }

    static string FormatUsed(int? yen, ProtocolOptions options) => yen is { } used ? WireFields.FormatUsedAmount(used, options) : "";
}
