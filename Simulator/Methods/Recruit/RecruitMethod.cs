using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;
using static KantanSim.Methods.Recruit.RecruitLifecycle;

namespace KantanSim.Methods.Recruit;

/// <summary>The one-shot payment.</summary>
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
        [EntryTranRecruit.Of(this), ExecTranRecruit.Of(this), KantanSim.Methods.Recruit.RecruitSales.Of(this), RecruitChange.Of(this), RecruitUpdateAuth.Of(this), KantanSim.Methods.Recruit.RecruitCancel.Of(this)];

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

    // UNVERIFIED: the group that the link type was seen to hand to shops (protocol.md 4, 5; 9, 1 and 13).
    public override ImmutableArray<string> ResultKeys => ["RcOrderId", "RcOrderTime", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon"];

    public override ImmutableArray<string> SearchKeys =>
        ["RcOrderId", "RcCustomerId", "RcOrderTime", "RcUsePoint", "RcUseCoupon", "RcUseShopCoupon", "RcUpdateAuthDay"];

    public override ContractState ContractStateOf(Shop shop) => shop.Recruit;

    public override Decision Start(Transaction transaction, DecisionContext moment) =>
        this.BeginVisit(transaction, RecruitLifecycle.Start, GatewayStatus.Requested, moment);

    public override Decision SignIn(Transaction transaction, string? memberId, DecisionContext moment) =>
        Apply(transaction, RecruitLifecycle.SignIn, moment, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext moment) => answer switch
    {
        WalletAnswer.Agreed agreed => Pay(transaction, agreed, moment),
        // UNVERIFIED: a cancel is told as a failed payment; siblings differ among themselves (protocol.md 4; 9, 4).
        WalletAnswer.Cancelled when moment.Options.ConsumerCancel == ConsumerCancelMode.AuthProcess => this.EndVisit(transaction, RecruitLifecycle.EndVisit, null, moment),
        WalletAnswer.Cancelled => Apply(transaction, Fail, moment, before => before, GatewayErrors.PaymentFailed),
        WalletAnswer.Declined declined => Apply(transaction, Fail, moment, before => before, declined.Error ?? GatewayErrors.CardRefused),
        WalletAnswer.Lost lost => this.EndVisit(transaction, RecruitLifecycle.EndVisit, lost.Error ?? GatewayErrors.WalletUnreachable, moment),
        _ => throw new InvalidOperationException($"No rule for {answer}."),
    };

    public override Decision Expire(Transaction transaction, DecisionContext moment) =>
        Apply(transaction, RecruitLifecycle.Expire, moment, before => before, GatewayErrors.PaymentExpired);

    public override Decision EndAuthorisation(Transaction transaction, DecisionContext moment) =>
        Apply(transaction, AuthEnds, moment, before => before);

    public override string? Value(string key, Transaction transaction, ProtocolOptions choices) => key switch
    {
        "RcOrderId" => transaction.Payment?.WalletOrderId ?? "",
        "RcCustomerId" => transaction.Payment?.CustomerId ?? "",
        "RcOrderTime" => transaction.Payment is { } payment ? Jst.Format(payment.PaidAt, choices.OrderTimeFormat) : "",
        "RcUsePoint" => Used(transaction.Payment?.Split.Points, choices),
        "RcUseCoupon" => Used(transaction.Payment?.Split.Coupon, choices),
        "RcUseShopCoupon" => Used(transaction.Payment?.Split.ShopCoupon, choices),
        "RcUpdateAuthDay" => transaction.ExtendedAt is { } extended ? Jst.Format(extended, choices.ExtensionDayFormat) : "",
        _ => null,
    };

    protected override ScheduledJob? ScheduleFor(JobKind due, Transaction before, Transaction after, DecisionContext moment)
    {
        var row = ScheduledJob.For(after, due, due switch
        {
            JobKind.Expiry => after.Visit?.DecideUntil ?? after.Request!.StartLimit,
            JobKind.AuthExpiry => after.ValidUntil!.Value,
            JobKind.Settlement or JobKind.Refund => ClosingDate.EndAfter(moment.Now, moment.Options.ClosingDays),
            _ => moment.Now,
        });
        return due is JobKind.Settlement or JobKind.Refund or JobKind.Reversal ? Sum(row, before, after) : row;
    }

    // A change is about the difference, and takes from coupons last: some of one is always left. The sale and its cancel are about the whole.
    static ScheduledJob Sum(ScheduledJob row, Transaction before, Transaction after)
    {
        if (before.AmountChanges == after.AmountChanges) return row with { Sum = after.Payment!.Split, CouponId = after.Payment.CouponId };
        var (earlier, now) = (before.Payment!.Split, after.Payment!.Split);
        return row with
        {
            Id = ScheduledJob.IdOf(after.Number, row.Kind, after.AmountChanges),
            Sum = row.Kind == JobKind.Settlement ? now - earlier : earlier - now,
        };
    }

    Decision Pay(Transaction transaction, WalletAnswer.Agreed agreed, DecisionContext moment)
    {
        var atOnce = transaction.JobCd == "CAPTURE";
        return Apply(transaction, atOnce ? Capture : Authorise, moment, before => before with
        {
            AuthorisedAt = moment.Now,
            CapturedAt = atOnce ? moment.Now : null,
            ValidUntil = atOnce ? null : TimeLimits.ValidUntil(before, moment),
            Payment = new()
            {
                MemberId = agreed.MemberId,
                CustomerId = moment.Ids.CustomerId(before.ShopId, agreed.MemberId),
                WalletOrderId = moment.Ids.WalletOrderId(before.AccessId),
                PaidAt = moment.Now,
                Split = agreed.Split,
                WasPointsOnly = agreed.Split.IsWithoutCard,
                CardId = agreed.CardId,
                CouponId = agreed.CouponId,
            },
        });
    }

    static string Used(int? yen, ProtocolOptions choices) => yen is { } used ? WireFields.FormatUsedAmount(used, choices) : "";
}
