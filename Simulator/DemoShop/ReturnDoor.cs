namespace KantanSim.DemoShop;

/// <summary>
/// RetURL: the consumer is back, before or after the notification, or never. What the browser brings is noted but not believed:
/// the order's page, where it is sent on, asks the gateway (protocol.md 4).
/// </summary>
internal static class ReturnDoor
{
    public static async Task Take(HttpContext http, Orders orders, Inquiries inquiries)
    {
        if (await Received.Read(http.Request) is not { } brought)
        {
            await Notices.TooLong(http, Received.LongestBody);
            return;
        }
        if (orders.Find(brought["OrderID"]) is not { } order)
        {
            await Notices.Unknown(http);
            return;
        }
        await inquiries.Hear(order, Teller.Browser, brought["Status"], brought["ErrInfo"]);
        OrderPages.SeeOther(http, order);
    }
}
