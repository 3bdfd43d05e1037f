namespace KantanSim.DemoShop;

/// <summary>RetURL. It redirects the browser to the order's page, which asks the gateway.</summary>
internal static class ShopReturnEndpoint
{
    public static async Task Receive(HttpContext http, ReturnReceiver receiver)
    {
        if (await GatewayFormReader.Read(http.Request) is not { } form)
            await ShopErrorPages.TooLong(http, GatewayFormReader.MaxBodyBytes);
        else if (await receiver.Receive(form) is { } order) OrderPages.Redirect(http, order);
        else await ShopErrorPages.UnknownOrder(http);
    }
}
