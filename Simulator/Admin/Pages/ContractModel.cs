using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a recurring contract with its monthly charges, newest first.</summary>
internal static class ContractModel
{
    public static Dictionary<string, object?> Of(Contract contract) => new()
    {
        ["id"] = contract.WalletContractId ?? "",
        ["charge_day"] = contract.ChargeDay,
        ["first_month_free"] = contract.FirstMonthFree,
        ["start_month"] = contract.StartMonth is { } month ? ChargeMonth.Format(month) : "",
        ["ended_by_consumer"] = contract.EndedByConsumer,
        ["charges"] = contract.Charges.Reverse().Select(ChargeRow),
    };

    static Dictionary<string, object?> ChargeRow(Charge charge)
    {
        var (en, ja) = DisplayText.Meaning(charge.Error);
        return new()
        {
            ["month"] = ChargeMonth.Format(charge.Month),
            ["status"] = charge.Status.Code,
            ["total"] = charge.Total,
            ["fixed_at"] = charge.FixedAt is { } at ? DisplayText.Time(at) : "",
            ["error"] = charge.Error?.Info ?? "",
            ["error_en"] = en,
            ["error_ja"] = ja,
        };
    }
}
