using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>
/// Receives result notifications (step 9). Answers <c>0</c> once the notification is saved, <c>1</c> to have it sent again (protocol.md 5).
/// The reported status is stored but not trusted; an inquiry follows. So repeated, late and forged notifications do no harm, and the answer
/// does not wait for the inquiry.
/// </summary>
internal static partial class ShopNotifyEndpoint
{
    const string Ok = "0";
    const string NotOk = "1";
    const string ConnectivityTest = "E00";

    // Nothing else is needed, because nothing else is trusted.
    static readonly string[] RequiredFields = ["ShopID", "OrderID"];

    public static async Task Receive(HttpContext http, Orders orders, Inquiries inquiries, GatewayClient gateway, ILogger<Inquiries> log)
    {
        var notification = await GatewayFormReader.Read(http.Request);
        var answer = notification is null ? NotOk : await Process(notification, orders, inquiries, gateway, log);
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(answer);
    }

    static async Task<string> Process(
        Request notification, Orders orders, Inquiries inquiries, GatewayClient gateway, ILogger<Inquiries> log)
    {
        if (notification["ErrCode"] == ConnectivityTest) return Ok;
        if (RequiredFields.Any(name => notification[name].Length == 0)) return NotOk;
        if (notification["ShopID"] != gateway.ShopId || orders.Find(notification["OrderID"]) is not { } order)
        {
            // Another system may sell under the same account. Sending it again would not help.
            LogUnknown(log, LogText.Id(notification["ShopID"]), LogText.Id(notification["OrderID"]),
                LogText.Id(notification["AccessID"]), LogText.Id(notification["Status"]));
            return Ok;
        }
        await inquiries.RecordReport(order, ReportSource.Notification, notification["Status"], notification["ErrInfo"]);
        return Ok;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Demo shop: notification {Status} for ShopID {ShopId} OrderID {OrderId} AccessID {AccessId} matches no order")]
    static partial void LogUnknown(ILogger log, string shopId, string orderId, string accessId, string status);
}
