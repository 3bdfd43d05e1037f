using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>A recurring contract as the wallet's templates read it.</summary>
internal static class WalletContractModel
{
    /// <returns>Null for a one-shot payment.</returns>
    public static Dictionary<string, object?>? Of(Transaction transaction) => transaction.Contract is not { } contract ? null : new()
    {
        ["charge_day"] = contract.ChargeDay,
        ["last_day"] = contract.ChargeDay == 31,
        ["first_month_free"] = contract.FirstMonthFree,
        ["id"] = contract.WalletContractId ?? "",
        ["start_month"] = contract.StartMonth is { } month ? ChargeMonth.Format(month) : "",
    };
}
