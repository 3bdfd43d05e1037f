namespace KantanSim.DemoShop;

/// <summary>
/// RetURL: the browser returns, before or after the notification, or never. The posted status is stored but not trusted: the order's page,
/// to which the browser is redirected, asks the gateway (protocol.md 4).
/// </summary>
internal static class ShopReturnEndpoint
{
    public static async Task Receive(HttpContext http, Orders orders, Inquiries inquiries)
    {
        if (await GatewayFormReader.Read(http.Request) is not { } form)
        {
            await ShopErrorPages.TooLong(http, GatewayFormReader.MaxBodyBytes);
            return;
        }
        if (orders.Find(form["OrderID"]) is not { } order)
        {
            await ShopErrorPages.UnknownOrder(http);
            return;
        }
        await inquiries.RecordReport(order, ReportSource.Browser, form["Status"], form["ErrInfo"]);
        OrderPages.Redirect(http, order);
    }
}
