using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>A contract as the wallet's pages read it; null when the payment is none.</summary>
internal static class WalletContractModel
{
    public static Dictionary<string, object?>? Of(Transaction transaction) => transaction.Contract is not { } contract ? null : new()
    {
        ["charge_day"] = contract.ChargeDay,
        ["last_day"] = contract.ChargeDay == 31,
        ["first_month_free"] = contract.FirstMonthFree,
        ["id"] = contract.WalletContractId ?? "",
        ["start_month"] = contract.StartMonth is { } month ? ChargeMonth.Format(month) : "",
    };
}
