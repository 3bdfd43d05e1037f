using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Methods.RecruitContinuance.ContractLifecycle;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>Recurring billing: the consumer signs up once and is then charged every month.</summary>
internal sealed class RecruitContinuanceMethod : PaymentMethod
{
    public override string Name => "RecruitContinuance";
    public override (string En, string Ja) Title => ("Recurring contract", "継続課金");
    public override string PayType => "25";
    public override string PayTypeLetter => "P";
    public override string StartApi => "RecruitContinuanceStart";
    public override string ConfirmPage => "Methods/RecruitContinuance/Pages/confirm.html";
    public override Lifecycle Lifecycle => Table;

    // UNVERIFIED: no source says that points or coupons can pay a monthly charge.
    public override bool AcceptsPoints => false;

    public override IReadOnlyList<NamedLifecycle> Lifecycles =>
        [new(Title.En, Title.Ja, Table), new("A month's charge", "月ごとの課金", ChargeLifecycle.Table)];

    public override IReadOnlySet<Status> ResultStatuses { get; } =
        new HashSet<Status> { GatewayStatus.Registered, GatewayStatus.Failed, GatewayStatus.Expired };

    public override IReadOnlyList<Operation> Operations =>
    [
        EntryTranRecruitContinuance.Of(this),
        ExecTranRecruitContinuance.Of(this),
        RecruitContinuanceChange.Of(this),
        RecruitContinuanceChargeCancel.Of(this),
        RecruitContinuanceCancel.Of(this),
    ];

    public override BrowserErrors BrowserErrors { get; } = new()
    {
        AccessIdFormat = GatewayErrors.ContractStartAccessIdFormat,
        Unknown = GatewayErrors.ContractStartUnknown,
        Tampered = GatewayErrors.ContractStartTampered,
        IllegalTransition = GatewayErrors.ContractIllegalTransition,
        Expired = GatewayErrors.ContractExpired,
        Failed = GatewayErrors.ContractFailed,
        CardRefused = GatewayErrors.ContractFailed,
        Unreachable = GatewayErrors.ContractWalletUnreachable,
    };

    // UNVERIFIED: by analogy with SoftBank's recurring method.
    public override ImmutableArray<string> ResultKeys => ["RcContractId", "RcStartChargeMonth"];

    public override ImmutableArray<string> SearchKeys => ["RcCustomerId", "RcContractId", "RcStartChargeMonth"];

    public override Fact KeysFact => Facts.SoftBank;

    public override ContractState ContractStateOf(Shop shop) => shop.Recruit;

    public override Decision Start(Transaction transaction, DecisionContext context) =>
        this.BeginVisit(transaction, ContractLifecycle.Start, GatewayStatus.Requested, context);

    public override Decision SignIn(Transaction transaction, string? memberId, DecisionContext context) =>
        Apply(transaction, ContractLifecycle.SignIn, context, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext context) => answer switch
    {
        WalletAnswer.Agreed agreed =>
            Apply(transaction, SignUp, context, before => before with { Contract = SignedUp(before, agreed, context) }),
        WalletAnswer.Cancelled => CancelByConsumer(transaction, context),
        WalletAnswer.Declined declined => Apply(transaction, Fail, context, before => before, declined.Error ?? BrowserErrors.CardRefused),
        WalletAnswer.Lost lost => EndVisit(transaction, lost.Error ?? BrowserErrors.Unreachable, context),
        _ => throw new InvalidOperationException($"No rule for {answer}."),
    };

    public override Decision Expire(Transaction transaction, DecisionContext context) =>
        Apply(transaction, ContractLifecycle.Expire, context, before => before, GatewayErrors.ContractExpired);

    public override Decision BeginMonth(Transaction transaction, DecisionContext context) =>
        Apply(transaction, MonthBegins, context, before => before with
        {
            Contract = WithCharge(before.Contract!, before, NextMonth(before.Contract!), context),
        });

    public override Decision Charge(Transaction transaction, int index, ErrorCode? failure, DecisionContext context) =>
        Charging.Decide(this, transaction, index, failure, context);

    public override Decision? EndByConsumer(Transaction transaction, DecisionContext context) =>
        Apply(transaction, EndedByConsumer, context, before => before with
        {
            Contract = before.Contract! with { EndedByConsumer = true },
        });

    public override string? Value(string key, Transaction transaction, ProtocolOptions options) => key switch
    {
        "RcCustomerId" => transaction.Contract?.CustomerId ?? "",
        "RcContractId" => transaction.Contract?.WalletContractId ?? "",
        "RcStartChargeMonth" => transaction.Contract?.StartMonth is { } month ? ChargeMonth.Format(month) : "",
        _ => null,
    };

    protected override ScheduledJob? ScheduleFor(JobKind kind, Transaction before, Transaction after, DecisionContext context) =>
        kind switch
        {
            JobKind.Expiry => ScheduledJob.For(after, kind, after.Visit?.DecideUntil ?? after.Request!.StartLimit),
            JobKind.Month => ScheduledJob.For(after, kind, ChargeMonth.StartOf(NextMonth(after.Contract!))),
            JobKind.Charge when !after.Contract!.Charges.IsEmpty => JobFor(kind, after, after.Contract.Charges[^1], context),
            _ => null,
        };

    /// <summary>A job for one monthly charge: the charge itself on its day, or its settlement or refund on the next closing date.</summary>
    internal static ScheduledJob JobFor(JobKind kind, Transaction transaction, Charge charge, DecisionContext context)
    {
        if (kind == JobKind.Charge)
            return ScheduledJob.For(transaction, kind, ChargedAt(transaction.Contract!, charge, context), charge.Index);
        var closing = ClosingDate.EndAfter(context.Now, context.Options.ClosingDays);
        return ScheduledJob.For(transaction, kind, closing, charge.Index) with { Sum = new(charge.Total) };
    }

    static DateTimeOffset ChargedAt(Contract contract, Charge charge, DecisionContext context)
    {
        var isMonthOfSignUp = charge.Month == ChargeMonth.Of(contract.SignedUpAt!.Value);
        if (isMonthOfSignUp && context.Options.FirstCharge == FirstChargeMode.AtSignUp) return context.Now;
        var day = ChargeMonth.DayOf(charge.Month, contract.ChargeDay);
        return day < context.Now ? context.Now : day;
    }

    Decision CancelByConsumer(Transaction transaction, DecisionContext context) =>
        context.Options.ConsumerCancel == ConsumerCancelMode.AuthProcess
            ? EndVisit(transaction, null, context)
            : Apply(transaction, Fail, context, before => before, GatewayErrors.ContractFailed);

    Decision EndVisit(Transaction transaction, ErrorCode? error, DecisionContext context) =>
        this.EndVisit(transaction, ContractLifecycle.EndVisit, error, context);

    // UNVERIFIED: which month is the first.
    static Contract SignedUp(Transaction transaction, WalletAnswer.Agreed agreed, DecisionContext context)
    {
        var month = ChargeMonth.Of(context.Now);
        var contract = transaction.Contract! with
        {
            WalletContractId = context.Ids.WalletContractId(transaction.AccessId),
            StartMonth = transaction.Contract.FirstMonthFree ? ChargeMonth.Next(month) : month,
            MemberId = agreed.MemberId,
            CustomerId = context.Ids.CustomerId(transaction.ShopId, agreed.MemberId),
            CardId = agreed.CardId,
            SignedUpAt = context.Now,
        };
        return contract.FirstMonthFree ? contract : WithCharge(contract, transaction, month, context);
    }

    static Contract WithCharge(Contract contract, Transaction transaction, int month, DecisionContext context) => contract.With(new()
    {
        Index = contract.Charges.Length + 1,
        Month = month,
        Status = GatewayStatus.Authorised,
        Amount = transaction.Amount,
        Tax = transaction.Tax,
        CreatedAt = context.Now,
    });

    static int NextMonth(Contract contract) =>
        contract.Charges.IsEmpty ? contract.StartMonth!.Value : ChargeMonth.Next(contract.Charges[^1].Month);
}
