namespace KantanSim.DemoMerchant;

/// <summary>RetURL: the consumer is back. What the browser brings is noted but not believed; the gateway is asked (protocol.md 4).</summary>
internal static class ReturnDoor
{
    public static async Task Take(HttpContext http, Orders orders, Cashier cashier)
    {
        if (await Received.Read(http.Request) is not { } brought || orders.Find(brought["OrderID"]) is not { } order)
        {
            await OrderPages.ShowUnknown(http);
            return;
        }
        await cashier.Hear(order, Teller.Browser, brought["Status"], brought["ErrInfo"]);
        OrderPages.SeeOther(http, order);
    }
}
