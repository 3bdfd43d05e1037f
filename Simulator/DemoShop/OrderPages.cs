using System.Globalization;
using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>The shop's orders, for the consumer and the shop's owner at once: how one stands, and what can be done with it.</summary>
internal static class OrderPages
{
    const int HighestPrice = 9_000_000;

    public static Task List(HttpContext http, Orders orders) =>
        http.ShowPage("DemoShop/Pages/orders.html", new Dictionary<string, object?> { ["orders"] = orders.All.Select(OrderModel.Line) });

    // A page that is opened asks the gateway. One that keeps itself up to date reads the books, which the Watch keeps.
    public static Task Show(HttpContext http, Orders orders, Inquiries inquiries, ChargeFileImporter charges, string id) => With(http, orders, id, async order =>
    {
        if (!http.Request.Headers.ContainsKey("HX-Request"))
        {
            await charges.Read();
            order = await inquiries.Ask(order);
        }
        await http.ShowPage("DemoShop/Pages/order.html", OrderModel.Of(order), formsLeave: true);
    });

    public static Task Deliver(HttpContext http, Orders orders, OrderActions cashier, string id) => Do(http, orders, id, cashier.Deliver);

    public static Task Cancel(HttpContext http, Orders orders, OrderActions cashier, string id) => Do(http, orders, id, cashier.Cancel);

    public static async Task Change(HttpContext http, Orders orders, OrderActions cashier, string id)
    {
        if (await ShopErrorPages.Form(http) is not { } form) return;
        if (int.TryParse(form["amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount is > 0 and <= HighestPrice)
            await Do(http, orders, id, order => cashier.Change(order, amount));
        else await ShopErrorPages.Refused(http, new FormError("amount", form["amount"], $"a whole number of yen from 1 to {HighestPrice}", $"1から{HighestPrice}までの整数（円）"));
    }

    public static async Task CancelCharge(HttpContext http, Orders orders, OrderActions cashier, string id)
    {
        if (await ShopErrorPages.Form(http) is not { } form) return;
        if (BillingMonth.Read(form["month"]) is { } month) await Do(http, orders, id, order => cashier.CancelCharge(order, month));
        else await ShopErrorPages.Refused(http, new FormError("month", form["month"], "a month as yyyyMM, such as 202601", "202601 のような yyyyMM 形式の年月"));
    }

    /// <summary>A GET follows, so that reloading the page repeats nothing.</summary>
    public static void SeeOther(HttpContext http, Order order)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/shop/orders/{order.OrderId}";
    }

    // Whether the order may be captured, cancelled or changed is the gateway's to say; its refusal stands on the order's page.
    static Task Do(HttpContext http, Orders orders, string id, Func<Order, Task> act) => With(http, orders, id, async order =>
    {
        await act(order);
        SeeOther(http, order);
    });

    static Task With(HttpContext http, Orders orders, string id, Func<Order, Task> act) => orders.Find(id) is { } order ? act(order) : ShopErrorPages.Unknown(http);
}
