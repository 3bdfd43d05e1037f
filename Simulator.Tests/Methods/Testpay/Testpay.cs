using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Methods.Testpay;

/// <summary>A payment method that exists in the tests only: registered, requested, paid by card or not, given back.</summary>
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
        new RegistrationOperation("EntryTranTestpay", [CommonFields.ShopId, CommonFields.ShopPass, CommonFields.OrderId, CommonFields.Amount],
            (request, registration, moment) => this.Register(GatewayStatus.Unprocessed, request, registration, moment))
        { About = "registers a payment", Step = 2, Answers = CommonRegistration.Answers, Refusals = [GatewayErrors.OrderTaken] },
        new UpdateOperation("ExecTranTestpay", [.. CommonFields.Access, CommonFields.ReturnUrl, CommonFields.PaymentTerm],
            (transaction, request, moment) => this.RequestPayment(transaction, TestpayLifecycle.Execute, request, moment))
        { About = "requests the payment", Step = 2, Answers = CommonPaymentRequest.Answers, Refusals = [GatewayErrors.AlreadyRequested] },
        new UpdateOperation("TestpayRefund", CommonFields.Access, (transaction, _, moment) => Refund(transaction, moment))
        { About = "gives the whole amount back", Answers = ["Status"], Refusals = [GatewayErrors.WrongState] },
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

    public override Decision Start(Transaction transaction, DecisionContext moment) =>
        this.BeginVisit(transaction, TestpayLifecycle.Start, GatewayStatus.Requested, moment);

    public override Decision SignIn(Transaction transaction, string? memberId, DecisionContext moment) =>
        Apply(transaction, TestpayLifecycle.SignIn, moment, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext moment) => answer switch
    {
        WalletAnswer.Agreed => Apply(transaction, TestpayLifecycle.Pay, moment, before => before with { CapturedAt = moment.Now }),
        WalletAnswer.Declined declined => Apply(transaction, TestpayLifecycle.Fail, moment, before => before, declined.Error ?? BrowserErrors.CardRefused),
        WalletAnswer.Lost lost => Apply(transaction, TestpayLifecycle.Fail, moment, before => before, lost.Error ?? BrowserErrors.Unreachable),
        _ => Apply(transaction, TestpayLifecycle.Fail, moment, before => before, BrowserErrors.Failed),
    };

    public override Decision Expire(Transaction transaction, DecisionContext moment) =>
        Apply(transaction, TestpayLifecycle.Expire, moment, before => before, BrowserErrors.Expired);

    public override string? Value(string key, Transaction transaction, ProtocolOptions choices) =>
        key == "TestpayNumber" ? WireFields.Yen((int)transaction.Number) : null;

    protected override ScheduledJob? ScheduleFor(JobKind due, Transaction before, Transaction after, DecisionContext moment) => due == JobKind.Expiry
        ? ScheduledJob.For(after, due, after.Visit?.DecideUntil ?? after.Request!.StartLimit)
        : ScheduledJob.For(after, due, ClosingDate.EndAfter(moment.Now, moment.Options.ClosingDays)) with { Sum = new(after.Total) };

    Decision Refund(Transaction transaction, DecisionContext moment)
    {
        var refund = Apply(transaction, TestpayLifecycle.Refund, moment, before => before);
        return refund.IsRefused ? refund : refund with { Reply = [new("Status", refund.Transaction.Status.Code)] };
    }
}
