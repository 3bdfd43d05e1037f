namespace KantanSim.DemoShop;

/// <summary>
/// RetURL: the consumer is back, before or after the notification, or never. What the browser brings is noted but not believed:
/// the order's page, where it is sent on, asks the gateway (protocol.md 4).
/// </summary>
internal static class ShopReturnEndpoint
{
    public static async Task Take(HttpContext http, Orders orders, Inquiries inquiries)
    {
        if (await GatewayFormReader.Read(http.Request) is not { } brought)
        {
            await ShopErrorPages.TooLong(http, GatewayFormReader.LongestBody);
            return;
        }
        if (orders.Find(brought["OrderID"]) is not { } order)
        {
            await ShopErrorPages.Unknown(http);
            return;
        }
        await inquiries.RecordReport(order, ReportSource.Browser, brought["Status"], brought["ErrInfo"]);
        OrderPages.SeeOther(http, order);
    }
}
