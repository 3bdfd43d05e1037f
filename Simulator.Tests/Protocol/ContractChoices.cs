using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Protocol.ProtocolOptionCase;

namespace KantanSim.Tests.Protocol;

/// <summary>What each choice changes for recurring contracts. The clock begins at 2026-01-15T09:00:00+09:00; the charge day is the 10th.</summary>
internal static class ContractChoices
{
    public static readonly ProtocolOptionCase[] All =
    [
        new("ChargeDays", "5,31", "M01251010", "", EntersContract, SigningUpFor("5")),
        new("ChargeDays", "5,31", "", "M01251010", EntersContract, SigningUpFor("10")),
        new("FirstCharge", "OnChargeDay", "202601 SALES 1/15", "202601 AUTH ", (s, shop) => s.Subscribes(shop, "31", shop: shop), Charges),
        new("FirstCharge", "OnChargeDay", "202601 SALES 1/15", "202601 SALES 1/31", (s, shop) => s.Subscribes(shop, "31", shop: shop), Charges, "P16D"),
        new("ContractChangeUpward", "false", "REGISTER", "M01257010", SignsUp, Saying("RecruitContinuanceChange", ("Amount", "1001"))),
        new("ChargeCancelDays", "2", "REGISTER", "M01255011", SignsUp, Saying("RecruitContinuanceChargeCancel", ("ContinuanceMonth", "202601")), "P3D"),
        new("ChargeNotification", "true", "REQSUCCESS,AUTHPROCESS,REGISTER", "REQSUCCESS,AUTHPROCESS,REGISTER,SALES202601", SignsUp, Told),
        new("ChargeNotification", "true", "REQSUCCESS,AUTHPROCESS,REGISTER", "REQSUCCESS,AUTHPROCESS,REGISTER,SALES202601,PAYFAIL202602", SignsUpAndDeclines, Told, "P30D"),
        new("ChargeFileLineEnd", "Lf", "\\r\\n", "\\n", SignsUp, async (s, order) => (await Daily(s, order)).Contains('\r') ? "\\r\\n" : "\\n", "P1D"),
        new("ChargeFileName", "{Date}-{ShopId}.txt", "RC_A_SHOP_20260115.csv", "20260115-SHOP.txt", SignsUp, DailyName, "P1D"),
        new("ForcedEndAfterFailures", "1", "REGISTER ", "CANCEL RC3000114", SignsUpAndDeclines, Stands, "P30D"),
        new("ForcedEndAfterFailures", "2", "REGISTER ", "CANCEL RC3000114", SignsUpAndDeclines, Stands, "P57D"),
        new("ForcedEndAfterFailures", "3", "REGISTER ", "REGISTER ", SignsUpAndDeclines, Stands, "P57D"),
        new("ForcedEnd", "END", "CANCEL RC3000114", "END RC3000114", SignsUpAndDeclines, Stands, "P30D") { Along = [("ForcedEndAfterFailures", "1")] },
        new("NotificationPayType", "Letter", "25", "P", SignsUp, Posted("/notify", told => told["PayType"])),
        new("ReturnKeys", "OrderID,RcOrderId,RcContractId", "ShopID,OrderID,Status,TranDate,RcContractId,RcStartChargeMonth,ErrCode,ErrInfo", "OrderID,RcContractId", SignsUp, Posted("/return", told => string.Join(',', told.Keys))),
        new("ConsumerCancel", "AuthProcess", "PAYFAIL RC3000009", "AUTHPROCESS ", Cancels, Posted("/return", told => $"{told["Status"]} {told["ErrInfo"]}")),
    ];

    static async Task<string> Daily(SimulatorFixture s, TestOrder order)
    {
        using var file = await s.Get($"/api/shops/{order.ShopId}/charge-file?date=2026-01-15");
        return System.Text.Encoding.ASCII.GetString(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    static async Task<string> DailyName(SimulatorFixture s, TestOrder order)
    {
        using var file = await s.Get($"/api/shops/{order.ShopId}/charge-file?date=2026-01-15");
        return file.Content.Headers.ContentDisposition!.FileName!.Replace(order.ShopId, "SHOP", StringComparison.Ordinal);
    }

    static async Task<TestOrder> Cancels(SimulatorFixture s, string shop)
    {
        var order = await s.RequestContract(shop, shop: shop);
        await s.PostConsumerAction(order, """{"action":"cancel"}""");
        return order;
    }

    // Each month, how its charge stands, and on which day of Japan's calendar it was charged.
    static async Task<string> Charges(SimulatorFixture s, TestOrder order) => string.Join(',', (await s.Transaction(order))["contract"]!["charges"]!.AsArray().Select(charge =>
        FormattableString.Invariant($"{charge!["month"]} {charge["status"]} {((DateTimeOffset?)charge["fixedAt"])?.ToOffset(TimeSpan.FromHours(9)):M/d}")));

    static async Task<string> Stands(SimulatorFixture s, TestOrder order) => await s.Transaction(order) is var transaction ? $"{transaction["status"]} {transaction["errInfo"]}" : "";
}
