using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A recurring contract. Months are yyyyMM.</summary>
internal sealed record ContractView(string Id, int ChargeDay, bool FirstMonthFree, string StartMonth, IReadOnlyList<ChargeView> Charges)
{
    public static ContractView Of(Contract contract) => new(
        contract.WalletContractId!, contract.ChargeDay, contract.FirstMonthFree, ChargeMonth.Format(contract.StartMonth!.Value),
        [.. contract.Charges.Select(ChargeView.Of)]);
}

/// <summary>The charge of one month: AUTH when it is created, then SALES when it is charged, PAYFAIL or CANCEL.</summary>
internal sealed record ChargeView(
    string Month, string Status, int Amount, int Tax, int Total, DateTimeOffset CreatedAt, DateTimeOffset? FixedAt, string? ErrInfo)
{
    public static ChargeView Of(Charge charge) => new(
        ChargeMonth.Format(charge.Month), charge.Status.Code, charge.Amount, charge.Tax, charge.Total,
        charge.CreatedAt, charge.FixedAt, charge.Error?.Info);
}
