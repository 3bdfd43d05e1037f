using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Methods.RecruitContinuance.ContractLifecycle;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>Recurring billing: the consumer signs up once, a month's charge follows the other.</summary>
internal sealed class RecruitContinuanceMethod : PaymentMethod
{
    public override string Name => "RecruitContinuance";
    public override (string En, string Ja) Title => ("Recurring contract", "継続課金");
    public override string PayType => "25";
    public override string PayTypeLetter => "P";
    public override string StartApi => "RecruitContinuanceStart";
    public override string ConfirmPage => "Methods/RecruitContinuance/Pages/confirm.html";
    public override Lifecycle Lifecycle => Table;

    // UNVERIFIED: points and coupons are not known to pay a month.
    public override bool AcceptsPoints => false;

    public override IReadOnlyList<NamedLifecycle> Lifecycles =>
        [new(Title.En, Title.Ja, Table), new("A month's charge", "月ごとの課金", ChargeLifecycle.Table)];

    public override IReadOnlySet<Status> ResultStatuses { get; } =
        new HashSet<Status> { GatewayStatus.Registered, GatewayStatus.Failed, GatewayStatus.Expired };

    public override IReadOnlyList<Operation> Operations =>
    [
        EntryTranRecruitContinuance.Of(this), ExecTranRecruitContinuance.Of(this), KantanSim.Methods.RecruitContinuance.RecruitContinuanceChange.Of(this), KantanSim.Methods.RecruitContinuance.RecruitContinuanceChargeCancel.Of(this),
        KantanSim.Methods.RecruitContinuance.RecruitContinuanceCancel.Of(this),
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

    // UNVERIFIED: as SoftBank's recurring method has it (protocol.md 4, 5).
    public override ImmutableArray<string> ResultKeys => ["RcContractId", "RcStartChargeMonth"];

    public override ImmutableArray<string> SearchKeys => ["RcCustomerId", "RcContractId", "RcStartChargeMonth"];

    public override Fact KeysFact => Facts.SoftBank;

    public override ContractState ContractStateOf(Shop shop) => shop.Recruit;

    public override Decision Start(Transaction transaction, DecisionContext moment) =>
        this.BeginVisit(transaction, ContractLifecycle.Start, GatewayStatus.Requested, moment);

    public override Decision SignIn(Transaction transaction, string? memberId, DecisionContext moment) =>
        Apply(transaction, ContractLifecycle.SignIn, moment, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, DecisionContext moment) => answer switch
    {
        WalletAnswer.Agreed agreed => Apply(transaction, SignUp, moment, before => before with { Contract = SignedUp(before, agreed, moment) }),
        WalletAnswer.Cancelled when moment.Options.ConsumerCancel == ConsumerCancelMode.AuthProcess => this.EndVisit(transaction, ContractLifecycle.EndVisit, null, moment),
        WalletAnswer.Cancelled => Apply(transaction, Fail, moment, before => before, GatewayErrors.ContractFailed),
        WalletAnswer.Declined declined => Apply(transaction, Fail, moment, before => before, declined.Error ?? BrowserErrors.CardRefused),
        WalletAnswer.Lost lost => this.EndVisit(transaction, ContractLifecycle.EndVisit, lost.Error ?? BrowserErrors.Unreachable, moment),
        _ => throw new InvalidOperationException($"No rule for {answer}."),
    };

    public override Decision Expire(Transaction transaction, DecisionContext moment) =>
        Apply(transaction, ContractLifecycle.Expire, moment, before => before, GatewayErrors.ContractExpired);

    public override Decision BeginMonth(Transaction transaction, DecisionContext moment) =>
        Apply(transaction, MonthBegins, moment, before => before with { Contract = WithCharge(before.Contract!, before, NextMonth(before.Contract!), moment) });

    public override Decision Charge(Transaction transaction, int index, ErrorCode? failure, DecisionContext moment) => Charging.Decide(this, transaction, index, failure, moment);

    public override Decision? EndByConsumer(Transaction transaction, DecisionContext moment) =>
        Apply(transaction, EndedByConsumer, moment, before => before with { Contract = before.Contract! with { EndedByConsumer = true } });

    public override string? Value(string key, Transaction transaction, ProtocolOptions choices) => key switch
    {
        "RcCustomerId" => transaction.Contract?.CustomerId ?? "",
        "RcContractId" => transaction.Contract?.WalletContractId ?? "",
        "RcStartChargeMonth" => transaction.Contract?.StartMonth is { } month ? ChargeMonth.Format(month) : "",
        _ => null,
    };

    protected override ScheduledJob? ScheduleFor(JobKind due, Transaction before, Transaction after, DecisionContext moment) => due switch
    {
        JobKind.Expiry => ScheduledJob.For(after, due, after.Visit?.DecideUntil ?? after.Request!.StartLimit),
        JobKind.Month => ScheduledJob.For(after, due, ChargeMonth.StartOf(NextMonth(after.Contract!))),
        JobKind.Charge when !after.Contract!.Charges.IsEmpty => JobFor(due, after, after.Contract.Charges[^1], moment),
        _ => null,
    };

    /// <summary>A line of the agenda about one month's charge.</summary>
    internal static ScheduledJob JobFor(JobKind due, Transaction transaction, Charge charge, DecisionContext moment) => due == JobKind.Charge
        ? ScheduledJob.For(transaction, due, ChargedAt(transaction.Contract!, charge, moment), charge.Index)
        : ScheduledJob.For(transaction, due, ClosingDate.EndAfter(moment.Now, moment.Options.ClosingDays), charge.Index) with { Sum = new(charge.Total) };

    static DateTimeOffset ChargedAt(Contract contract, Charge charge, DecisionContext moment)
    {
        var atSignUp = charge.Month == ChargeMonth.Of(contract.SignedUpAt!.Value) && moment.Options.FirstCharge == FirstChargeMode.AtSignUp;
        var day = ChargeMonth.DayOf(charge.Month, contract.ChargeDay);
        return atSignUp || day < moment.Now ? moment.Now : day;
    }

    // UNVERIFIED: which month is the first (protocol.md 3.4).
    static Contract SignedUp(Transaction transaction, WalletAnswer.Agreed agreed, DecisionContext moment)
    {
        var month = ChargeMonth.Of(moment.Now);
        var contract = transaction.Contract! with
        {
            WalletContractId = moment.Ids.WalletContractId(transaction.AccessId),
            StartMonth = transaction.Contract.FirstMonthFree ? ChargeMonth.Next(month) : month,
            MemberId = agreed.MemberId,
            CustomerId = moment.Ids.CustomerId(transaction.ShopId, agreed.MemberId),
            CardId = agreed.CardId,
            SignedUpAt = moment.Now,
        };
        return contract.FirstMonthFree ? contract : WithCharge(contract, transaction, month, moment);
    }

    static Contract WithCharge(Contract contract, Transaction transaction, int month, DecisionContext moment) => contract.With(new()
    {
        Index = contract.Charges.Length + 1,
        Month = month,
        Status = GatewayStatus.Authorised,
        Amount = transaction.Amount,
        Tax = transaction.Tax,
        CreatedAt = moment.Now,
    });

    static int NextMonth(Contract contract) => contract.Charges.IsEmpty ? contract.StartMonth!.Value : ChargeMonth.Next(contract.Charges[^1].Month);
}
