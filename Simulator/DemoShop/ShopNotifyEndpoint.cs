namespace KantanSim.DemoShop;

/// <summary>The notification URL. The gateway reads status and body of the answer.</summary>
internal static class ShopNotifyEndpoint
{
    public static async Task Receive(HttpContext http, NotificationReceiver receiver)
    {
        var reply = await receiver.Receive(await GatewayFormReader.Read(http.Request));
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.ContentType;
        await http.Response.WriteAsync(reply.Body);
    }
}
