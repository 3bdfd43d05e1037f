using System.Globalization;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;
using static KantanSim.Methods.Recruit.RecruitLifecycle;

namespace KantanSim.Methods.Recruit;

/// <summary>The one-shot payment.</summary>
internal sealed class Recruit : PaymentMethod
{
    public override string Name => "Recruit";
    public override string PayType => "24";
    public override string StartApi => "RecruitStart";
    public override string ConfirmPage => "Methods/Recruit/Pages/confirm.html";
    public override Lifecycle Lifecycle => Table;
    public override IReadOnlySet<Status> Results { get; } = new HashSet<Status> { Authorised, Captured, Failed, Expired };

    public override IReadOnlyList<Operation> Operations =>
        [Entry.Operation, Exec.Of(this), Sales.Of(this), Cancel.Of(this)];

    // UNVERIFIED: which statuses are told is known for siblings only (protocol.md 5; 9, 14).
    protected override IReadOnlySet<Status> Announced { get; } =
        new HashSet<Status> { Requested, InProcess, Authorised, Captured, Sold, RecruitLifecycle.Cancelled, Failed, Expired };

    public override ContractState Contract(Shop shop) => shop.Recruit;

    public Decision Move(Transaction before, Trigger on, Moment moment, Func<Transaction, Transaction> change) => Take(before, on, moment, change);

    public override Decision Start(Transaction transaction, Moment moment) =>
        transaction.Status == Requested && moment.Now >= transaction.Request!.StartLimit ? Expire(transaction, moment)
        : Take(transaction, RecruitLifecycle.Start, moment, before => before with
        {
            Visit = before.Visit! with { DecideUntil = before.Visit.DecideUntil ?? moment.Now.AddMinutes(moment.Limits.WalletMinutes) },
        });

    public override Decision SignIn(Transaction transaction, string? memberId, Moment moment) =>
        Take(transaction, RecruitLifecycle.SignIn, moment, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, Moment moment) => answer switch
    {
        WalletAnswer.Paid paid => Pay(transaction, paid, moment),
        // UNVERIFIED: a cancel is told as a failed payment; siblings differ among themselves (protocol.md 4; 9, 4).
        WalletAnswer.Cancelled => Take(transaction, Fail, moment, before => before, GatewayErrors.PaymentFailed),
        WalletAnswer.CardDeclined => Take(transaction, Fail, moment, before => before, GatewayErrors.CardRefused),
        _ => throw new InvalidOperationException($"No rule for {answer}."),
    };

    public override Decision Expire(Transaction transaction, Moment moment) =>
        Take(transaction, RecruitLifecycle.Expire, moment, before => before, GatewayErrors.PaymentExpired);

    public override Decision EndAuthorisation(Transaction transaction, Moment moment) =>
        Take(transaction, AuthEnds, moment, before => before);

    public override IEnumerable<KeyValuePair<string, string>> SearchFields(Transaction transaction) =>
    [
        new("Status", transaction.Status.Code),
        new("ProcessDate", Jst.Timestamp(transaction.ChangedAt)),
        new("JobCd", transaction.JobCd),
        new("AccessID", transaction.AccessId),
        new("AccessPass", transaction.AccessPass),
        new("Amount", Yen(transaction.Amount)),
        new("Tax", Yen(transaction.Tax)),
        .. ClientFields(transaction),
        new("PayType", PayType),
        new("RcOrderId", transaction.Payment?.WalletOrderId ?? ""),
        new("RcCustomerId", transaction.Payment?.CustomerId ?? ""),
        .. Paid(transaction).Skip(1),
        new("RcUpdateAuthDay", ""),
    ];

    // UNVERIFIED: the keys are those that the link type was seen to hand to shops (protocol.md 4; 9, 1).
    public override IEnumerable<KeyValuePair<string, string>> ReturnFields(Transaction transaction, ErrorCode? error) =>
    [
        new("ShopID", transaction.ShopId),
        new("OrderID", transaction.OrderId),
        new("Status", transaction.Status.Code),
        new("TranDate", Jst.Timestamp(transaction.ChangedAt)),
        .. Paid(transaction),
        .. transaction.Request is { ReturnsClientFields: true } ? ClientFields(transaction) : [],
        .. Error(error),
    ];

    // UNVERIFIED: the common part's order is a sibling's; the Rc keys are supposed (protocol.md 5; 9, 13).
    protected override IEnumerable<KeyValuePair<string, string>> NotificationFields(Transaction transaction, Shop shop) =>
    [
        new("ShopID", transaction.ShopId),
        new("ShopPass", new string('*', 10)),
        new("AccessID", transaction.AccessId),
        new("AccessPass", new string('*', 32)),
        new("OrderID", transaction.OrderId),
        new("Status", transaction.Status.Code),
        new("JobCd", transaction.JobCd),
        new("Amount", Yen(transaction.Amount)),
        new("Tax", Yen(transaction.Tax)),
        new("Currency", "JPN"),
        new("Forward", ""),
        new("Method", ""),
        new("PayTimes", ""),
        new("TranID", ""),
        new("Approve", ""),
        new("TranDate", Jst.Timestamp(transaction.ChangedAt)),
        .. Error(transaction.Error),
        new("PayType", PayType),
        .. Paid(transaction),
    ];

    protected override DateTimeOffset When(Due due, Transaction transaction, Moment moment) => due switch
    {
        Due.Expiry => transaction.Visit?.DecideUntil ?? transaction.Request!.StartLimit,
        Due.AuthExpiry => transaction.ValidUntil!.Value,
        Due.Settlement or Due.Refund => ClosingDate.EndAfter(moment.Now, moment.Limits.ClosingDays),
        _ => moment.Now,
    };

    Decision Pay(Transaction transaction, WalletAnswer.Paid paid, Moment moment) =>
        Take(transaction, transaction.JobCd == "CAPTURE" ? Capture : Authorise, moment, before => before with
        {
            AuthorisedAt = moment.Now,
            CapturedAt = before.JobCd == "CAPTURE" ? moment.Now : null,
            ValidUntil = before.JobCd == "CAPTURE" ? null : moment.Now.AddDays(moment.Limits.AuthorisationDays),
            Payment = new()
            {
                MemberId = paid.MemberId,
                CustomerId = moment.Ids.CustomerId(before.ShopId, paid.MemberId),
                WalletOrderId = moment.Ids.WalletOrderId(before.AccessId),
                PaidAt = moment.Now,
                Card = paid.Card,
                Points = paid.Points,
                Coupon = paid.Coupon,
                ShopCoupon = paid.ShopCoupon,
                CardId = paid.CardId,
                CouponId = paid.CouponId,
            },
        });

    static KeyValuePair<string, string>[] Paid(Transaction transaction) => transaction.Payment is { } payment
        ?
        [
            new("RcOrderId", payment.WalletOrderId),
            new("RcOrderTime", Jst.Timestamp(payment.PaidAt)),
            new("RcUsePoint", Yen(payment.Points)),
            new("RcUseCoupon", Yen(payment.Coupon)),
            new("RcUseShopCoupon", Yen(payment.ShopCoupon)),
        ]
        : [new("RcOrderId", ""), new("RcOrderTime", ""), new("RcUsePoint", ""), new("RcUseCoupon", ""), new("RcUseShopCoupon", "")];

    static KeyValuePair<string, string>[] ClientFields(Transaction transaction) =>
    [
        new("ClientField1", transaction.Request?.ClientField1 ?? ""),
        new("ClientField2", transaction.Request?.ClientField2 ?? ""),
        new("ClientField3", transaction.Request?.ClientField3 ?? ""),
    ];

    static KeyValuePair<string, string>[] Error(ErrorCode? error) => [new("ErrCode", error?.Code ?? ""), new("ErrInfo", error?.Info ?? "")];

    static string Yen(int amount) => amount.ToString(CultureInfo.InvariantCulture);
}
