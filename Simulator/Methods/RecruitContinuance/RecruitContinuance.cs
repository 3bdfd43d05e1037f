using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Methods.RecruitContinuance.ContractLifecycle;

namespace KantanSim.Methods.RecruitContinuance;

/// <summary>Recurring billing: the consumer signs up once, a month's charge follows the other.</summary>
internal sealed class RecruitContinuance : PaymentMethod
{
    public override string Name => "RecruitContinuance";
    public override (string En, string Ja) Title => ("Recurring contract", "継続課金");
    public override string PayType => "25";
    public override string PayTypeLetter => "P";
    public override string StartApi => "RecruitContinuanceStart";
    public override string ConfirmPage => "Methods/RecruitContinuance/Pages/confirm.html";
    public override Lifecycle Lifecycle => Table;

    // UNVERIFIED: points and coupons are not known to pay a month.
    public override bool TakesPoints => false;

    public override IReadOnlyList<NamedLifecycle> Lifecycles =>
        [new(Title.En, Title.Ja, Table), new("A month's charge", "月ごとの課金", ChargeLifecycle.Table)];

    public override IReadOnlySet<Status> Results { get; } =
        new HashSet<Status> { GatewayStatus.Registered, GatewayStatus.Failed, GatewayStatus.Expired };

    public override IReadOnlyList<Operation> Operations =>
    [
        Entry.Of(this), Exec.Of(this), KantanSim.Methods.RecruitContinuance.Change.Of(this), KantanSim.Methods.RecruitContinuance.ChargeCancel.Of(this),
        KantanSim.Methods.RecruitContinuance.Cancel.Of(this),
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

    public override ContractState Contract(Shop shop) => shop.Recruit;

    public override Decision Start(Transaction transaction, Moment moment) =>
        this.Arrive(transaction, ContractLifecycle.Start, GatewayStatus.Requested, moment);

    public override Decision SignIn(Transaction transaction, string? memberId, Moment moment) =>
        Take(transaction, ContractLifecycle.SignIn, moment, before => before with { Visit = before.Visit! with { MemberId = memberId } });

    public override Decision Complete(Transaction transaction, WalletAnswer answer, Moment moment) => answer switch
    {
        WalletAnswer.Agreed agreed => Take(transaction, SignUp, moment, before => before with { Contract = SignedUp(before, agreed, moment) }),
        WalletAnswer.Cancelled when moment.Choices.ConsumerCancel == ConsumerCancelForm.AuthProcess => this.EndVisit(transaction, ContractLifecycle.EndVisit, null, moment),
        WalletAnswer.Cancelled => Take(transaction, Fail, moment, before => before, GatewayErrors.ContractFailed),
        WalletAnswer.Declined declined => Take(transaction, Fail, moment, before => before, declined.Error ?? BrowserErrors.CardRefused),
        WalletAnswer.Lost lost => this.EndVisit(transaction, ContractLifecycle.EndVisit, lost.Error ?? BrowserErrors.Unreachable, moment),
        _ => throw new InvalidOperationException($"No rule for {answer}."),
    };

    public override Decision Expire(Transaction transaction, Moment moment) =>
        Take(transaction, ContractLifecycle.Expire, moment, before => before, GatewayErrors.ContractExpired);

    public override Decision BeginMonth(Transaction transaction, Moment moment) =>
        Take(transaction, MonthBegins, moment, before => before with { Contract = WithCharge(before.Contract!, before, NextMonth(before.Contract!), moment) });

    public override Decision Charge(Transaction transaction, int index, ErrorCode? failure, Moment moment) => Charging.Decide(this, transaction, index, failure, moment);

    public override Decision? EndByConsumer(Transaction transaction, Moment moment) =>
        Take(transaction, EndedByConsumer, moment, before => before with { Contract = before.Contract! with { EndedByConsumer = true } });

    public override string? Value(string key, Transaction transaction, Choices choices) => key switch
    {
        "RcCustomerId" => transaction.Contract?.CustomerId ?? "",
        "RcContractId" => transaction.Contract?.WalletContractId ?? "",
        "RcStartChargeMonth" => transaction.Contract?.StartMonth is { } month ? ChargeMonth.Text(month) : "",
        _ => null,
    };

    protected override AgendaRow? Plan(Due due, Transaction before, Transaction after, Moment moment) => due switch
    {
        Due.Expiry => AgendaRow.For(after, due, after.Visit?.DecideUntil ?? after.Request!.StartLimit),
        Due.Month => AgendaRow.For(after, due, ChargeMonth.Begin(NextMonth(after.Contract!))),
        Due.Charge when !after.Contract!.Charges.IsEmpty => RowOf(due, after, after.Contract.Charges[^1], moment),
        _ => null,
    };

    /// <summary>A line of the agenda about one month's charge.</summary>
    internal static AgendaRow RowOf(Due due, Transaction transaction, Charge charge, Moment moment) => due == Due.Charge
        ? AgendaRow.For(transaction, due, ChargedAt(transaction.Contract!, charge, moment), charge.Index)
        : AgendaRow.For(transaction, due, ClosingDate.EndAfter(moment.Now, moment.Choices.ClosingDays), charge.Index) with { Sum = new(charge.Total) };

    static DateTimeOffset ChargedAt(Contract contract, Charge charge, Moment moment)
    {
        var atSignUp = charge.Month == ChargeMonth.Of(contract.SignedUpAt!.Value) && moment.Choices.FirstCharge == FirstChargeForm.AtSignUp;
        var day = ChargeMonth.DayOf(charge.Month, contract.ChargeDay);
        return atSignUp || day < moment.Now ? moment.Now : day;
    }

    // UNVERIFIED: which month is the first (protocol.md 3.4).
    static Contract SignedUp(Transaction transaction, WalletAnswer.Agreed agreed, Moment moment)
    {
        var month = ChargeMonth.Of(moment.Now);
        var contract = transaction.Contract! with
        {
            WalletContractId = moment.Ids.WalletContractId(transaction.AccessId),
            StartMonth = transaction.Contract.FirstMonthFree ? ChargeMonth.After(month) : month,
            MemberId = agreed.MemberId,
            CustomerId = moment.Ids.CustomerId(transaction.ShopId, agreed.MemberId),
            CardId = agreed.CardId,
            SignedUpAt = moment.Now,
        };
        return contract.FirstMonthFree ? contract : WithCharge(contract, transaction, month, moment);
    }

    static Contract WithCharge(Contract contract, Transaction transaction, int month, Moment moment) => contract.With(new()
    {
        Index = contract.Charges.Length + 1,
        Month = month,
        Status = GatewayStatus.Authorised,
        Amount = transaction.Amount,
        Tax = transaction.Tax,
        CreatedAt = moment.Now,
    });

    static int NextMonth(Contract contract) => contract.Charges.IsEmpty ? contract.StartMonth!.Value : ChargeMonth.After(contract.Charges[^1].Month);
}
