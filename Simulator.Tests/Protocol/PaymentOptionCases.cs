using System.Security.Cryptography;
using System.Text;
using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Protocol.ProtocolOptionCase;

namespace KantanSim.Tests.Protocol;

/// <summary>The effects of options on one-shot payments. The clock starts at 2026-01-15T09:00:00+09:00.</summary>
internal static class PaymentOptionCases
{
    const string ResultKeys = "RcOrderId,RcOrderTime,RcUsePoint,RcUseCoupon,RcUseShopCoupon";

    const string ReturnKeys = $"ShopID,OrderID,Status,TranDate,{ResultKeys},ErrCode,ErrInfo";

    public static readonly ProtocolOptionCase[] All =
    [
        new("ReturnKeys", "OrderID,RcContractId,ErrInfo", ReturnKeys, "OrderID,ErrInfo", Pays, Posted("/return", Keys)),
        new("CheckString", "true", "none", "right", Pays, Posted("/return", CheckString)),
        new("WalletHop", "Post", "302", "200 form", Executes, WalletHop),
        new("StartedStatus", "PAYSTART", "AUTHPROCESS AUTHPROCESS", "PAYSTART PAYSTART", Arrives, SearchedAndNotifiedStatus),
        new("StartedStatus", "REQSUCCESS", "AUTHPROCESS AUTHPROCESS", "REQSUCCESS REQSUCCESS", Arrives, SearchedAndNotifiedStatus),
        new("ConsumerCancel", "AuthProcess", "PAYFAIL RC1000009", "AUTHPROCESS ", Cancels, Posted("/return", StatusAndError)),
        new("ConsumerCancel", "AuthProcess", "PAYFAIL", "EXPIRED", Cancels, Searched("Status"), "PT31M"),
        new("PaymentTerm", "WholePayment", "AUTHPROCESS", "EXPIRED", Arrives, Searched("Status"), "PT121S"),
        new("PaymentTermSeconds", "300", "EXPIRED", "REQSUCCESS", Executes, Searched("Status"), "PT299S"),
        new("WalletMinutes", "5", "AUTHPROCESS", "EXPIRED", Arrives, Searched("Status"), "PT5M"),
        new("StartLimitDate", "true", "", "20260115090200", Enters, StartLimitDate),
        new("SalesAnswer", "OrderId", "AccessID,Status", "OrderID,Status", Pays, SalesKeys),
        new("SalesAnswer", "Both", "AccessID,Status", "AccessID,OrderID,Status", Pays, SalesKeys),
        new("AuthorisationDays", "10", "SALES", "M01060010", Pays, OutcomeOf("RecruitSales"), "P11D"),
        new("AuthorisationDays", "70", "M01060010", "SALES", Pays, OutcomeOf("RecruitSales"), "P61D"),
        new("ExtensionClosesDays", "10", "AUTH", "M01237011", Pays, OutcomeOf("RecruitUpdateAuth"), "P51D"),
        new("AfterSale", "EndOfNextMonth", "CANCEL", "M01233011", PaysAtOnce, OutcomeOf("RecruitCancel"), "P45D"),
        new("AfterSaleDays", "5", "CANCEL", "M01233011", PaysAtOnce, OutcomeOf("RecruitCancel"), "P6D"),
        new("AfterSaleDays", "5", "CAPTURE", "M01233011", PaysAtOnce, OutcomeOf("RecruitChange", ("Amount", "999")), "P6D"),
        new("AnyOperationDays", "10", "CANCEL", "E11010017", PaysAtOnce, OutcomeOf("RecruitCancel"), "P11D"),
        new("ChangeUpward", "true", "M01234010 1000", "AUTH 1500", Pays,
            Both(OutcomeOf("RecruitChange", ("Amount", "1500")), Searched("Amount"))),
        new("ChangeClosed", "09:00-10:00", "AUTH", "M01235010", Pays, OutcomeOf("RecruitChange", ("Amount", "999"))),
        new("ChangeClosed", "22:00-09:30", "AUTH", "M01235010", Pays, OutcomeOf("RecruitChange", ("Amount", "999"))),
        new("ChangeClosed", "10:00-11:00", "AUTH", "M01235010", Pays, OutcomeOf("RecruitChange", ("Amount", "999")), "PT1H"),
        new("CodeFamily", "E01", "M01054004", "E01050004", Enters, OutcomeOf("RecruitSales")),
        new("NotificationPayType", "Letter", "24", "O", Pays, Posted("/notify", form => form["PayType"])),
        new("NotificationKeys", "RcCustomerId,RcOrderId", ResultKeys, "RcCustomerId,RcOrderId", Pays, Posted("/notify", KeysAfterPayType)),
        new("NotifiedStatuses", "UNPROCESSED,AUTH", "REQSUCCESS,AUTHPROCESS,AUTH", "UNPROCESSED,AUTH", Pays, Notified),
        new("NotifyChanges", "false", "REQSUCCESS,AUTHPROCESS,AUTH,AUTH", "REQSUCCESS,AUTHPROCESS,AUTH", ChangesAmount, Notified),
        new("ResendOnRefusal", "false", "REQSUCCESS,EXPIRED,REQSUCCESS", "REQSUCCESS,EXPIRED", Executes, Notified, "PT1H")
        { MerchantReply = "1" },
        new("Search", "Legacy", "18 keys", "53 keys, ItemCode", Pays, SearchKeys),
        new("SearchItemCode", "0000990", "", "0000990", Enters, Searched("ItemCode")) { OfBothShops = [("Search", "Legacy")] },
        new("OrderTimeFormat", "yyyyMMdd", "20260115090000", "20260115", Pays, Searched("RcOrderTime")),
        new("OrderTimeFormat", "yyyy/MM/dd HH:mm:ss", "20260115090000", "2026/01/15 09:00:00", Pays, Searched("RcOrderTime")),
        new("ExtensionDayFormat", "yyyyMMddHHmmss", "20260115", "20260115090000", Pays, ExtensionDay),
        new("ExtensionDayFormat", "yyyy/MM/dd", "20260115", "2026/01/15", Pays, ExtensionDay),
        new("UnusedAmount", "Empty", "0", "", Pays, Searched("RcUsePoint")),
        new("UnusedAmount", "Empty", "0", "", Pays, Posted("/return", form => form["RcUseShopCoupon"])),
        new("PointsUnit", "300", "1000", "900", PaysByPoints, async (s, order) => $"{(await s.Transaction(order))["points"]}"),
        new("PointsUnit", "100", "200", "400", Executes, HttpStatusOfPaymentWith150Points),
        new("PointsOnlyRefuses", "RecruitCancel", "RC1000111 CANCEL", "AUTH RC1000111", PaysByPoints,
            Both(OutcomeOf("RecruitChange", ("Amount", "999")), OutcomeOf("RecruitCancel"))),
        new("PointsOnlyRefuses", "RecruitSales,RecruitUpdateAuth", "RC1000111 SALES", "RC1000111 RC1000111", PaysByPoints,
            Both(OutcomeOf("RecruitUpdateAuth"), OutcomeOf("RecruitSales"))),
        new("ItemNameBytes", "10", "", "M01232005", Enters, OutcomeOfRequest(itemName: "12345678901")),
        new("ReturnUrlLength", "10", "", "M01059005|M01059012", Enters, OutcomeOfRequest()),
        new("ForbiddenCharacters", "SymbolsOnly", "M01232013 M01232013", "M01232013 ", Enters,
            Both(OutcomeOfRequest(itemName: "a|b"), OutcomeOfRequest(itemName: "①"))),
        new("ForbiddenCharacters", "None", "M01232013", "", Enters, OutcomeOfRequest(itemName: "a|b")),
        new("LargestAmount", "5000", "", "M01005011", New, OutcomeOfRegistration(("Amount", "5001"))),
        new("LargestAmount", "5000", "", "M01005011", New, OutcomeOfRegistration(("Amount", "4999"), ("Tax", "2"))),
        new("OrderIdReuse", "AfterFailure", "M01004010 PAYFAIL", " UNPROCESSED", Cancels,
            Both(OutcomeOfRegistration(("Amount", "1")), Searched("Status"))),
        new("StartErrorHttpStatus", "404", "200", "404", Executes, HttpStatusOfErrorPage),
        new("CredentialErrors", "OnlyWithout", "M01005006|M01002002", "M01005006", New,
            OutcomeOfRegistration(("Amount", "1x"), ("ShopPass", "other"))),
        new("CredentialErrors", "OnlyWithout", "M01002002", "M01002002", New,
            OutcomeOfRegistration(("ShopPass", "other"), ("Amount", "1"))),
        new("UnknownPair", "Last", "M01007008|M01008008|M01058002|M01059001", "M01007008|M01008008|M01059001", New, OutcomeOfUnknownPair),
        new("FieldCase", "Exact", "UNPROCESSED", "M01004001", Enters, OutcomeOfSearch(order => [("orderid", order.OrderId)])),
        new("RepeatedField", "Last", "M01004002", "UNPROCESSED", Enters,
            OutcomeOfSearch(order => [("OrderID", "NONE"), ("OrderID", order.OrderId)])),
        new("ClosingDays", "5,20", "2026-01-15", "2026-01-20", PaysAtOnce, ClosingDate, "P10D"),
    ];

    static string Keys(Dictionary<string, string> form) => string.Join(',', form.Keys);

    static string KeysAfterPayType(Dictionary<string, string> form) =>
        string.Join(',', form.Keys.SkipWhile(key => key != "PayType").Skip(1));

    static string StatusAndError(Dictionary<string, string> form) => $"{form["Status"]} {form["ErrInfo"]}";

    static string CheckString(Dictionary<string, string> form)
    {
        if (!form.TryGetValue("CheckString", out var sent)) return "none";
        var text = $"{form["OrderID"]}{form["Status"]}{form["TranDate"]}kantansim1";
#pragma warning disable CA5351 // As the option says.
        return sent == Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text))) ? "right" : sent;
#pragma warning restore CA5351
    }

    static async Task<string> WalletHop(SimulatorFixture s, TestOrder order)
    {
        using var hop = await s.OpenStartUrl(order);
        var page = Encoding.ASCII.GetString(await hop.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return $"{(int)hop.StatusCode}{(page.Contains("/open\"", StringComparison.Ordinal) ? " form" : "")}";
    }

    static async Task<string> HttpStatusOfErrorPage(SimulatorFixture s, TestOrder order)
    {
        using var page = await s.OpenStartUrl(order with { AccessId = "x" });
        return $"{(int)page.StatusCode}";
    }

    static async Task<string> HttpStatusOfPaymentWith150Points(SimulatorFixture s, TestOrder order)
    {
        var path = $"/transactions/{order.AccessId}/consumer";
        var answer = await s.CallApi(HttpMethod.Post, path, """{"action":"approve","points":150}""");
        return $"{answer["http"]}";
    }

    static async Task<string> StartLimitDate(SimulatorFixture s, TestOrder order)
    {
        var answer = await s.CallOperation("ExecTranRecruit", order, ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"));
        return answer.GetValueOrDefault("StartLimitDate") ?? "";
    }

    static async Task<string> SearchKeys(SimulatorFixture s, TestOrder order)
    {
        var found = await s.SearchTrade(order);
        return $"{found.Count} keys{(found.ContainsKey("ItemCode") ? ", ItemCode" : "")}";
    }

    static async Task<string> ClosingDate(SimulatorFixture s, TestOrder order)
    {
        var deposits = await s.CallApi(HttpMethod.Get, $"/deposits?shopId={order.ShopId}");
        return $"{deposits["body"]!["items"]![0]!["closingDate"]}";
    }

    static Func<SimulatorFixture, TestOrder, Task<string>> Both(
        Func<SimulatorFixture, TestOrder, Task<string>> first, Func<SimulatorFixture, TestOrder, Task<string>> second) =>
        async (s, order) => $"{await first(s, order)} {await second(s, order)}";

    static Task<string> SearchedAndNotifiedStatus(SimulatorFixture s, TestOrder order) =>
        Both(Searched("Status"), Posted("/notify", form => form["Status"]))(s, order);

    static async Task<string> SalesKeys(SimulatorFixture s, TestOrder order) => Keys(await s.CallOperation("RecruitSales", order));

    static async Task<string> ExtensionDay(SimulatorFixture s, TestOrder order)
    {
        var day = (await s.CallOperation("RecruitUpdateAuth", order))["RcUpdateAuthDay"];
        Assert.Equal(day, await Searched("RcUpdateAuthDay")(s, order));
        return day;
    }

    static async Task<TestOrder> ChangesAmount(SimulatorFixture s, string shop)
    {
        var order = await s.Pay(shop, shop: shop);
        Assert.Equal("AUTH", (await s.CallOperation("RecruitChange", order, ("Amount", "999")))["Status"]);
        return order;
    }

    static Task<string> OutcomeOfUnknownPair(SimulatorFixture s, TestOrder order) =>
        Outcome(s.CallOperation("ExecTranRecruit", order with { AccessId = "null", AccessPass = "null" }, ("ItemName", "Mug")));

    // The fields replace those of the order that have the same name.
    static Func<SimulatorFixture, TestOrder, Task<string>> OutcomeOfRegistration(params (string Name, string Value)[] fields) =>
        (s, order) =>
        {
            var others = order.Fields.Where(other => fields.All(field => field.Name != other.Name));
            return Outcome(s.Call("EntryTranRecruit", null, [.. fields, .. others, ("JobCd", "AUTH")]));
        };

    static Func<SimulatorFixture, TestOrder, Task<string>> OutcomeOfSearch(Func<TestOrder, (string Name, string Value)[]> orderId) =>
        (s, order) => Outcome(s.Call("SearchTradeMulti", null,
            [("ShopID", order.ShopId), ("ShopPass", "kantansim1"), ("PayType", "24"), .. orderId(order)]));
}
