using System.Text;
using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Protocol.ProtocolOptionCase;

namespace KantanSim.Tests.Protocol;

/// <summary>
/// The effects of options on recurring contracts. The clock starts at 2026-01-15T09:00:00+09:00; the charge day is the 10th unless stated
/// otherwise.
/// </summary>
internal static class ContractOptionCases
{
    const string SignUpStatuses = "REQSUCCESS,AUTHPROCESS,REGISTER";

    const string ReturnKeys = "ShopID,OrderID,Status,TranDate,RcContractId,RcStartChargeMonth,ErrCode,ErrInfo";

    public static readonly ProtocolOptionCase[] All =
    [
        new("ChargeDays", "5,31", "M01251010", "", EntersContract, OutcomeOfSignUp("5")),
        new("ChargeDays", "5,31", "", "M01251010", EntersContract, OutcomeOfSignUp("10")),
        new("FirstCharge", "OnChargeDay", "202601 SALES 1/15", "202601 AUTH ", SignsUpForThe31st, Charges),
        new("FirstCharge", "OnChargeDay", "202601 SALES 1/15", "202601 SALES 1/31", SignsUpForThe31st, Charges, "P16D"),
        new("ContractChangeUpward", "false", "REGISTER", "M01257010", SignsUp, OutcomeOf("RecruitContinuanceChange", ("Amount", "1001"))),
        new("ChargeCancelDays", "2", "REGISTER", "M01255011", SignsUp,
            OutcomeOf("RecruitContinuanceChargeCancel", ("ContinuanceMonth", "202601")), "P3D"),
        new("ChargeNotification", "true", SignUpStatuses, $"{SignUpStatuses},SALES202601", SignsUp, Notified),
        new("ChargeNotification", "true", SignUpStatuses, $"{SignUpStatuses},SALES202601,PAYFAIL202602",
            SignsUpAndDeclines, Notified, "P30D"),
        new("ChargeFileLineEnd", "Lf", "\\r\\n", "\\n", SignsUp, ChargeFileLineEnd, "P1D"),
        new("ChargeFileName", "{Date}-{ShopId}.txt", "RC_A_SHOP_20260115.csv", "20260115-SHOP.txt", SignsUp, ChargeFileName, "P1D"),
        new("ForcedEndAfterFailures", "1", "REGISTER ", "CANCEL RC3000114", SignsUpAndDeclines, StatusAndError, "P30D"),
        new("ForcedEndAfterFailures", "2", "REGISTER ", "CANCEL RC3000114", SignsUpAndDeclines, StatusAndError, "P57D"),
        new("ForcedEndAfterFailures", "3", "REGISTER ", "REGISTER ", SignsUpAndDeclines, StatusAndError, "P57D"),
        new("ForcedEnd", "END", "CANCEL RC3000114", "END RC3000114", SignsUpAndDeclines, StatusAndError, "P30D")
        { OfBothShops = [("ForcedEndAfterFailures", "1")] },
        new("NotificationPayType", "Letter", "25", "P", SignsUp, Posted("/notify", form => form["PayType"])),
        new("ReturnKeys", "OrderID,RcOrderId,RcContractId", ReturnKeys, "OrderID,RcContractId", SignsUp,
            Posted("/return", form => string.Join(',', form.Keys))),
        new("ConsumerCancel", "AuthProcess", "PAYFAIL RC3000009", "AUTHPROCESS ", CancelsSignUp,
            Posted("/return", form => $"{form["Status"]} {form["ErrInfo"]}")),
    ];

    static Task<TestOrder> SignsUpForThe31st(SimulatorFixture s, string shop) => s.Subscribes(shop, "31", shop: shop);

    static async Task<TestOrder> CancelsSignUp(SimulatorFixture s, string shop)
    {
        var order = await s.RequestContract(shop, shop: shop);
        await s.PostConsumerAction(order, """{"action":"cancel"}""");
        return order;
    }

    static async Task<string> ChargeFileLineEnd(SimulatorFixture s, TestOrder order)
    {
        using var file = await s.Get($"/api/shops/{order.ShopId}/charge-file?date=2026-01-15");
        var text = Encoding.ASCII.GetString(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return text.Contains('\r') ? "\\r\\n" : "\\n";
    }

    static async Task<string> ChargeFileName(SimulatorFixture s, TestOrder order)
    {
        using var file = await s.Get($"/api/shops/{order.ShopId}/charge-file?date=2026-01-15");
        return file.Content.Headers.ContentDisposition!.FileName!.Replace(order.ShopId, "SHOP", StringComparison.Ordinal);
    }

    // The month and status of each charge, and the day in Japan on which it was charged.
    static async Task<string> Charges(SimulatorFixture s, TestOrder order)
    {
        var charges = (await s.Transaction(order))["contract"]!["charges"]!.AsArray();
        return string.Join(',', charges.Select(charge => FormattableString.Invariant(
            $"{charge!["month"]} {charge["status"]} {((DateTimeOffset?)charge["fixedAt"])?.ToOffset(TimeSpan.FromHours(9)):M/d}")));
    }

    static async Task<string> StatusAndError(SimulatorFixture s, TestOrder order)
    {
        var transaction = await s.Transaction(order);
        return $"{transaction["status"]} {transaction["errInfo"]}";
    }
}
