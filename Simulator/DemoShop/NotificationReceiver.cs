using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>The shop's answer to a notification.</summary>
internal sealed record NotificationReply(string Body, string ContentType = "text/plain", int Status = StatusCodes.Status200OK)
{
    /// <summary>The notification is saved.</summary>
    public static readonly NotificationReply Ok = new("0");

    /// <summary>Send it again.</summary>
    public static readonly NotificationReply NotOk = new("1");
}

/// <summary>
/// Receives result notifications (step 9). Answers <c>0</c> once the notification is saved, <c>1</c> to have it sent again. The reported
/// status is stored but not trusted; an inquiry follows. So repeated, late and forged notifications do no harm, and the answer does not
/// wait for the inquiry.
/// </summary>
internal partial class NotificationReceiver(Orders orders, Inquiries inquiries, GatewayClient gateway, ILogger<NotificationReceiver> log)
{
    const string ConnectivityTest = "E00";

    // Nothing else is needed, because nothing else is trusted.
    static readonly string[] RequiredFields = ["ShopID", "OrderID"];

    /// <param name="notification">Null when it is too long.</param>
    public virtual async Task<NotificationReply> Receive(Request? notification)
    {
        if (notification is null) return NotificationReply.NotOk;
        if (notification["ErrCode"] == ConnectivityTest) return NotificationReply.Ok;
        if (RequiredFields.Any(name => notification[name].Length == 0)) return NotificationReply.NotOk;
        if (notification["ShopID"] == gateway.ShopId && orders.Find(notification["OrderID"]) is { } order)
            await inquiries.RecordReport(order, ReportSource.Notification, notification["Status"], notification["ErrInfo"]);
        // Another system may sell under the same account. Sending it again would not help.
        else LogUnknown(log, LogText.Id(notification["ShopID"]), LogText.Id(notification["OrderID"]),
            LogText.Id(notification["AccessID"]), LogText.Id(notification["Status"]));
        return NotificationReply.Ok;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Demo shop: notification {Status} for ShopID {ShopId} OrderID {OrderId} AccessID {AccessId} matches no order")]
    static partial void LogUnknown(ILogger log, string shopId, string orderId, string accessId, string status);
}
