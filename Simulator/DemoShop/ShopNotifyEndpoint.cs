using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>
/// Takes result notifications (step 9): <c>0</c> once it is saved, <c>1</c> to be told again (protocol.md 5). What one says of a
/// status is noted but not believed: the gateway is asked afterwards, so repeated, late and forged ones do no harm, and
/// none is kept waiting.
/// </summary>
internal static partial class ShopNotifyEndpoint
{
    const string Ok = "0";
    const string NotOk = "1";
    const string ConnectivityTest = "E00";

    static readonly string[] Needed = ["ShopID", "AccessID", "OrderID", "Status", "Amount", "Tax", "PayType"];

    public static async Task Take(HttpContext http, Orders orders, Inquiries inquiries, GatewayClient gateway, ILogger<Inquiries> log)
    {
        var told = await GatewayFormReader.Read(http.Request);
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(told is null ? NotOk : await Answer(told, orders, inquiries, gateway, log));
    }

    static async Task<string> Answer(Request told, Orders orders, Inquiries inquiries, GatewayClient gateway, ILogger<Inquiries> log)
    {
        if (told["ErrCode"] == ConnectivityTest) return Ok;
        if (Needed.Any(name => told[name].Length == 0)) return NotOk;
        if (told["ShopID"] != gateway.ShopId || orders.Find(told["OrderID"]) is not { } order)
        {
            // Somebody else may sell under our account: telling us again would not help.
            LogUnknown(log, LogText.Id(told["ShopID"]), LogText.Id(told["OrderID"]),
                LogText.Id(told["AccessID"]), LogText.Id(told["Status"]));
            return Ok;
        }
        await inquiries.RecordReport(order, ReportSource.Notification, told["Status"], told["ErrInfo"]);
        return Ok;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Demo shop: notified of {Status} ShopID {ShopId} OrderID {OrderId} AccessID {AccessId}, which is no order of this shop")]
    static partial void LogUnknown(ILogger log, string shopId, string orderId, string accessId, string status);
}
