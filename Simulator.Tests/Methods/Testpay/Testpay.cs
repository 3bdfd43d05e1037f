using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Methods.Testpay;

/// <summary>A payment method for tests: a payment is registered, requested, paid by card or not, and refunded.</summary>
internal sealed class Testpay : PaymentMethod
{
    public override string Name => "Testpay";
    public override (string En, string Ja) Title => ("Test payment", "テスト決済");
    public override string PayType => "35";
    public override string PayTypeLetter => "Z";
    public override string StartApi => "TestpayStart";
    public override string ConfirmPage => "Methods/Testpay/Pages/confirm.html";
    public override Lifecycle Lifecycle => TestpayLifecycle.Table;
    public override bool AcceptsPoints => false;

    public override IReadOnlySet<Status> ResultStatuses { get; } =
        new HashSet<Status> { TestpayLifecycle.Paid, GatewayStatus.Failed, GatewayStatus.Expired };

    public override IReadOnlyList<Operation> Operations =>
    [
        new RegistrationOperation("EntryTranTestpay",
            [CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId, CommonFields.Amount],
            (request, registration, context) => this.Register(GatewayStatus.Unprocessed, request, registration, context))
        {
            About = ("registers a payment", "取引を登録する"), Brief = ("registers the payment", "取引を登録"), Step = 2,
            Answers = CommonRegistration.Answers, Refusals = [GatewayErrors.OrderTaken],
        },
        new UpdateOperation("ExecTranTestpay", [.. CommonFields.Access, CommonFields.ReturnUrl, CommonFields.PaymentTerm],
            (transaction, request, context) => this.RequestPayment(transaction, TestpayLifecycle.Execute, request, context))
        {
            About = ("requests the payment", "決済を実行する"), Brief = ("requests the payment", "決済を要求"), Step = 2,
            Answers = CommonPaymentRequest.Answers, Refusals = [GatewayErrors.AlreadyRequested],
        },
        new UpdateOperation("TestpayRefund", CommonFields.Access, (transaction, _, context) => Refund(transaction, context))
        {
            About = ("returns the whole amount", "全額を取り消す"), Brief = ("returns the whole amount", "全額を返金"),
            Answers = ["Status"], Refusals = [GatewayErrors.WrongState],
        },
    ];

    public override BrowserErrors BrowserErrors { get; } = new()
    {
        AccessIdFormat = new("TP1000005"),
        Unknown = new("TP1000006"),
        Tampered = new("TP1000007"),
        IllegalTransition = TestpayLifecycle.Illegal,
        Expired = TestpayLifecycle.TooLate,
        Failed = new("TP1000009"),
        CardRefused = new("TP1000112"),
        Unreachable = new("TP2000002"),
    };

    public override ImmutableArray<string> SearchKeys => ["TestpayNumber"];
    public override ImmutableArray<string> ResultKeys => ["TestpayNumber"];

    public override ContractState ContractStateOf(KantanSim.Protocol.Shop shop) => ContractState.Contracted;

    public override Decision Start(Transaction transaction, DecisionContext context) =>
        this.BeginVisit(transaction, TestpayLifecycle.Start, GatewayStatus.Requested, context);

    public override Decision SignIn(Transaction transaction, string? memberId, DecisionContext context) =>
        Apply(transaction, TestpayLifecycle.SignIn, context, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext context) => answer switch
    {
        WalletAnswer.Agreed => Apply(transaction, TestpayLifecycle.Pay, context, before => before with { CapturedAt = context.Now }),
        WalletAnswer.Declined declined => Fail(transaction, declined.Error ?? BrowserErrors.CardRefused, context),
        WalletAnswer.Lost lost => Fail(transaction, lost.Error ?? BrowserErrors.Unreachable, context),
        _ => Fail(transaction, BrowserErrors.Failed, context),
    };

    public override Decision Expire(Transaction transaction, DecisionContext context) =>
        Apply(transaction, TestpayLifecycle.Expire, context, before => before, BrowserErrors.Expired);

    public override string? Value(string key, Transaction transaction, ProtocolOptions options) =>
        key == "TestpayNumber" ? WireFields.Yen((int)transaction.Number) : null;

    protected override ScheduledJob? ScheduleFor(JobKind kind, Transaction before, Transaction after, DecisionContext context)
    {
        if (kind == JobKind.Expiry) return ScheduledJob.For(after, kind, after.Visit?.DecideUntil ?? after.Request!.StartLimit);
        var closing = ClosingDate.EndAfter(context.Now, context.Options.ClosingDays);
        return ScheduledJob.For(after, kind, closing) with { Sum = new(after.Total) };
    }

    Decision Fail(Transaction transaction, ErrorCode error, DecisionContext context) =>
        Apply(transaction, TestpayLifecycle.Fail, context, before => before, error);

    Decision Refund(Transaction transaction, DecisionContext context)
    {
        var refund = Apply(transaction, TestpayLifecycle.Refund, context, before => before);
        return refund.IsRefused ? refund : refund with { Reply = [new("Status", refund.Transaction.Status.Code)] };
    }
}
