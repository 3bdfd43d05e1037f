using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>A recurring contract with its months, newest first.</summary>
internal static class ContractModel
{
    public static Dictionary<string, object?> Of(Contract contract) => new()
    {
        ["id"] = contract.WalletContractId ?? "",
        ["charge_day"] = contract.ChargeDay,
        ["first_month_free"] = contract.FirstMonthFree,
        ["start_month"] = contract.StartMonth is { } month ? ChargeMonth.Format(month) : "",
        ["ended_by_consumer"] = contract.EndedByConsumer,
        ["charges"] = contract.Charges.Reverse().Select(Line),
    };

    static Dictionary<string, object?> Line(Charge charge) => new()
    {
        ["month"] = ChargeMonth.Format(charge.Month),
        ["status"] = charge.Status.Code,
        ["total"] = charge.Total,
        ["fixed_at"] = charge.FixedAt is { } at ? DisplayText.Time(at) : "",
        ["error"] = charge.Error?.Info ?? "",
        ["error_en"] = charge.Error is { } en ? GatewayErrors.Meaning(en.Info).En : "",
        ["error_ja"] = charge.Error is { } ja ? GatewayErrors.Meaning(ja.Info).Ja : "",
    };
}
