using KantanSim.Pages;

namespace KantanSim.DemoMerchant;

/// <summary>The shop's orders, for the consumer and the shop's owner at once: how one stands, and what can be done with it.</summary>
internal static class OrderPages
{
    public static Task List(HttpContext http, Orders orders) =>
        http.ShowPage("Shop/Pages/orders.html", new Dictionary<string, object?> { ["orders"] = orders.All.Select(OrderModel.Line) });

    public static async Task Show(HttpContext http, Orders orders, Cashier cashier, string id)
    {
        if (orders.Find(id) is not { } order)
        {
            await ShowUnknown(http);
            return;
        }
        var (now, view) = await cashier.Ask(order);
        await http.ShowPage("Shop/Pages/order.html", OrderModel.Of(now, view), formsLeave: true);
    }

    /// <summary>What a waiting page compares: it changes when the order has moved or the shop was told something.</summary>
    public static IResult Seen(Orders orders, string id) => orders.Find(id) is { } order ? Results.Text(order.Seen) : Results.NotFound();

    public static Task Capture(HttpContext http, Orders orders, Cashier cashier, string id) => Do(http, orders, id, cashier.Capture);

    public static Task Cancel(HttpContext http, Orders orders, Cashier cashier, string id) => Do(http, orders, id, cashier.Cancel);

    public static Task ShowUnknown(HttpContext http) =>
        http.ShowPage("Shop/Pages/notice.html", new Dictionary<string, object?> { ["kind"] = "unknown" }, StatusCodes.Status404NotFound);

    /// <summary>A GET follows, so that reloading the page repeats nothing.</summary>
    public static void SeeOther(HttpContext http, Order order)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/shop/orders/{order.OrderId}";
    }

    // Whether the order may be captured or cancelled is the gateway's to say; its refusal stands on the order's page.
    static async Task Do(HttpContext http, Orders orders, string id, Func<Order, Task> act)
    {
        if (orders.Find(id) is not { } order)
        {
            await ShowUnknown(http);
            return;
        }
        await act(order);
        SeeOther(http, order);
    }
}
