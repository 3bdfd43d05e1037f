using System.Security.Cryptography;
using System.Text;
using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Protocol.ProtocolOptionCase;

namespace KantanSim.Tests.Protocol;

/// <summary>What each choice changes for one-shot payments. The clock begins at 2026-01-15T09:00:00+09:00.</summary>
internal static class OneShotChoices
{
    const string ResultKeys = "RcOrderId,RcOrderTime,RcUsePoint,RcUseCoupon,RcUseShopCoupon";

    public static readonly ProtocolOptionCase[] All =
    [
        new("ReturnKeys", "OrderID,RcContractId,ErrInfo", $"ShopID,OrderID,Status,TranDate,{ResultKeys},ErrCode,ErrInfo", "OrderID,ErrInfo", Pays, Posted("/return", Keys)),
        new("CheckString", "true", "none", "right", Pays, Posted("/return", CheckString)),
        new("WalletHop", "Post", "302", "200 form", Executes, Hop),
        new("StartedStatus", "PAYSTART", "AUTHPROCESS AUTHPROCESS", "PAYSTART PAYSTART", Arrives, StatusHeldAndTold),
        new("StartedStatus", "REQSUCCESS", "AUTHPROCESS AUTHPROCESS", "REQSUCCESS REQSUCCESS", Arrives, StatusHeldAndTold),
        new("ConsumerCancel", "AuthProcess", "PAYFAIL RC1000009", "AUTHPROCESS ", Cancels, Posted("/return", StatusAndError)),
        new("ConsumerCancel", "AuthProcess", "PAYFAIL", "EXPIRED", Cancels, Held("Status"), "PT31M"),
        new("PaymentTerm", "WholePayment", "AUTHPROCESS", "EXPIRED", Arrives, Held("Status"), "PT121S"),
        new("PaymentTermSeconds", "300", "EXPIRED", "REQSUCCESS", Executes, Held("Status"), "PT299S"),
        new("WalletMinutes", "5", "AUTHPROCESS", "EXPIRED", Arrives, Held("Status"), "PT5M"),
        new("StartLimitDate", "true", "", "20260115090200", Enters, async (s, order) =>
            (await s.CallOperation("ExecTranRecruit", order, ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"))).GetValueOrDefault("StartLimitDate") ?? ""),
        new("SalesAnswer", "OrderId", "AccessID,Status", "OrderID,Status", Pays, SalesKeys),
        new("SalesAnswer", "Both", "AccessID,Status", "AccessID,OrderID,Status", Pays, SalesKeys),
        new("AuthorisationDays", "10", "SALES", "M01060010", Pays, Saying("RecruitSales"), "P11D"),
        new("AuthorisationDays", "70", "M01060010", "SALES", Pays, Saying("RecruitSales"), "P61D"),
        new("ExtensionClosesDays", "10", "AUTH", "M01237011", Pays, Saying("RecruitUpdateAuth"), "P51D"),
        new("AfterSale", "EndOfNextMonth", "CANCEL", "M01233011", PaysAtOnce, Saying("RecruitCancel"), "P45D"),
        new("AfterSaleDays", "5", "CANCEL", "M01233011", PaysAtOnce, Saying("RecruitCancel"), "P6D"),
        new("AfterSaleDays", "5", "CAPTURE", "M01233011", PaysAtOnce, Saying("RecruitChange", ("Amount", "999")), "P6D"),
        new("AnyOperationDays", "10", "CANCEL", "E11010017", PaysAtOnce, Saying("RecruitCancel"), "P11D"),
        new("ChangeUpward", "true", "M01234010 1000", "AUTH 1500", Pays, async (s, order) => $"{await Saying("RecruitChange", ("Amount", "1500"))(s, order)} {await Held("Amount")(s, order)}"),
        new("ChangeClosed", "09:00-10:00", "AUTH", "M01235010", Pays, Saying("RecruitChange", ("Amount", "999"))),
        new("ChangeClosed", "22:00-09:30", "AUTH", "M01235010", Pays, Saying("RecruitChange", ("Amount", "999"))),
        new("ChangeClosed", "10:00-11:00", "AUTH", "M01235010", Pays, Saying("RecruitChange", ("Amount", "999")), "PT1H"),
        new("CodeFamily", "E01", "M01054004", "E01050004", Enters, Saying("RecruitSales")),
        new("NotificationPayType", "Letter", "24", "O", Pays, Posted("/notify", told => told["PayType"])),
        new("NotificationKeys", "RcCustomerId,RcOrderId", ResultKeys, "RcCustomerId,RcOrderId", Pays, Posted("/notify", told => Keys(told, "PayType"))),
        new("NotifiedStatuses", "UNPROCESSED,AUTH", "REQSUCCESS,AUTHPROCESS,AUTH", "UNPROCESSED,AUTH", Pays, Told),
        new("NotifyChanges", "false", "REQSUCCESS,AUTHPROCESS,AUTH,AUTH", "REQSUCCESS,AUTHPROCESS,AUTH", ChangesAmount, Told),
        new("ResendOnRefusal", "false", "REQSUCCESS,EXPIRED,REQSUCCESS", "REQSUCCESS,EXPIRED", Executes, Told, "PT1H") { MerchantSays = "1" },
        new("Search", "Legacy", "18 of ShopID", "53 of ItemCode", Pays, async (s, order) => await s.SearchTrade(order) is var held && held.ContainsKey("ItemCode") ? $"{held.Count} of ItemCode" : $"{held.Count} of ShopID"),
        new("OrderTimeFormat", "yyyyMMdd", "20260115090000", "20260115", Pays, Held("RcOrderTime")),
        new("OrderTimeFormat", "yyyy/MM/dd HH:mm:ss", "20260115090000", "2026/01/15 09:00:00", Pays, Held("RcOrderTime")),
        new("ExtensionDayFormat", "yyyyMMddHHmmss", "20260115", "20260115090000", Pays, ExtensionDay),
        new("ExtensionDayFormat", "yyyy/MM/dd", "20260115", "2026/01/15", Pays, ExtensionDay),
        new("UnusedAmount", "Empty", "0", "", Pays, Held("RcUsePoint")),
        new("UnusedAmount", "Empty", "0", "", Pays, Posted("/return", told => told["RcUseShopCoupon"])),
        new("PointsUnit", "300", "1000", "900", PaysByPoints, async (s, order) => $"{(await s.Transaction(order))["points"]}"),
        new("PointsUnit", "100", "200", "400", Executes, async (s, order) => $"{(await s.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", """{"action":"approve","points":150}"""))["http"]}"),
        new("PointsOnlyRefuses", "RecruitCancel", "RC1000111 CANCEL", "AUTH RC1000111", PaysByPoints,
            async (s, order) => $"{await Saying("RecruitChange", ("Amount", "999"))(s, order)} {await Saying("RecruitCancel")(s, order)}"),
        new("PointsOnlyRefuses", "RecruitSales,RecruitUpdateAuth", "RC1000111 SALES", "RC1000111 RC1000111", PaysByPoints,
            async (s, order) => $"{await Saying("RecruitUpdateAuth")(s, order)} {await Saying("RecruitSales")(s, order)}"),
        new("ItemNameBytes", "10", "", "M01232005", Enters, Requesting(itemName: "12345678901")),
        new("ReturnUrlLength", "10", "", "M01059005|M01059012", Enters, Requesting()),
        new("ForbiddenCharacters", "SymbolsOnly", "M01232013 M01232013", "M01232013 ", Enters, async (s, order) => $"{await Requesting(itemName: "a|b")(s, order)} {await Requesting(itemName: "①")(s, order)}"),
        new("ForbiddenCharacters", "None", "M01232013", "", Enters, Requesting(itemName: "a|b")),
        new("LargestAmount", "5000", "", "M01005011", New, Entering(("Amount", "5001"))),
        new("LargestAmount", "5000", "", "M01005011", New, Entering(("Amount", "4999"), ("Tax", "2"))),
        new("OrderIdReuse", "AfterFailure", "M01004010 PAYFAIL", " UNPROCESSED", Cancels, async (s, order) => $"{await Entering(("Amount", "1"))(s, order)} {await Held("Status")(s, order)}"),
        new("StartErrorHttpStatus", "404", "200", "404", Executes, ErrorPage),
        new("CredentialErrors", "OnlyWithout", "M01005006|M01002002", "M01005006", New, Entering(("Amount", "1x"), ("ShopPass", "other"))),
        new("CredentialErrors", "OnlyWithout", "M01002002", "M01002002", New, Entering(("ShopPass", "other"), ("Amount", "1"))),
        new("UnknownPair", "Last", "M01007008|M01008008|M01058002|M01059001", "M01007008|M01008008|M01059001", New,
            (s, order) => Said(s.CallOperation("ExecTranRecruit", order with { AccessId = "null", AccessPass = "null" }, ("ItemName", "Mug")))),
        new("SearchItemCode", "0000990", "", "0000990", Enters, Held("ItemCode")) { Along = [("Search", "Legacy")] },
        new("FieldCase", "Exact", "UNPROCESSED", "M01004001", Enters, Searching(order => [("orderid", order.OrderId)])),
        new("RepeatedField", "Last", "M01004002", "UNPROCESSED", Enters, Searching(order => [("OrderID", "NONE"), ("OrderID", order.OrderId)])),
        new("ClosingDays", "5,20", "2026-01-15", "2026-01-20", PaysAtOnce, async (s, order) => $"{(await s.CallApi(HttpMethod.Get, $"/deposits?shopId={order.ShopId}"))["body"]!["items"]![0]!["closingDate"]}", "P10D"),
    ];

    static string Keys(Dictionary<string, string> fields) => string.Join(',', fields.Keys);

    static string Keys(Dictionary<string, string> fields, string after) => string.Join(',', fields.Keys.SkipWhile(key => key != after).Skip(1));

    static string StatusAndError(Dictionary<string, string> fields) => $"{fields["Status"]} {fields["ErrInfo"]}";

#pragma warning disable CA5351 // As the choice says.
    static string CheckString(Dictionary<string, string> fields) =>
        !fields.TryGetValue("CheckString", out var sent) ? "none"
        : sent == Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes($"{fields["OrderID"]}{fields["Status"]}{fields["TranDate"]}kantansim1"))) ? "right" : sent;
#pragma warning restore CA5351

    static async Task<string> Hop(SimulatorFixture s, TestOrder order)
    {
        using var hop = await s.OpenStartUrl(order);
        var page = await hop.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return $"{(int)hop.StatusCode}{(Encoding.ASCII.GetString(page).Contains("/open\"", StringComparison.Ordinal) ? " form" : "")}";
    }

    static async Task<string> ErrorPage(SimulatorFixture s, TestOrder order)
    {
        using var page = await s.OpenStartUrl(order with { AccessId = "x" });
        return $"{(int)page.StatusCode}";
    }

    static async Task<string> StatusHeldAndTold(SimulatorFixture s, TestOrder order) =>
        $"{await Held("Status")(s, order)} {await Posted("/notify", told => told["Status"])(s, order)}";

    static async Task<string> SalesKeys(SimulatorFixture s, TestOrder order) => Keys(await s.CallOperation("RecruitSales", order));

    static async Task<string> ExtensionDay(SimulatorFixture s, TestOrder order)
    {
        var day = (await s.CallOperation("RecruitUpdateAuth", order))["RcUpdateAuthDay"];
        Assert.Equal(day, await Held("RcUpdateAuthDay")(s, order));
        return day;
    }

    static async Task<TestOrder> ChangesAmount(SimulatorFixture s, string shop)
    {
        var order = await s.Pay(shop, shop: shop);
        Assert.Equal("AUTH", (await s.CallOperation("RecruitChange", order, ("Amount", "999")))["Status"]);
        return order;
    }

    // A field that is named twice counts the first time.
    static Func<SimulatorFixture, TestOrder, Task<string>> Entering(params (string Name, string Value)[] fields) => (s, order) =>
        Said(s.Call("EntryTranRecruit", null, [.. fields, .. order.Fields.Where(own => fields.All(field => field.Name != own.Name)), ("JobCd", "AUTH")]));

    static Func<SimulatorFixture, TestOrder, Task<string>> Searching(Func<TestOrder, (string Name, string Value)[]> orderId) => (s, order) =>
        Said(s.Call("SearchTradeMulti", null, [("ShopID", order.ShopId), ("ShopPass", "kantansim1"), ("PayType", "24"), .. orderId(order)]));
}
