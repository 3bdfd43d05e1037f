using System.Globalization;
using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>The pages of the orders, for the consumer and the shop's owner at once.</summary>
internal static class OrderPages
{
    const int MaxPrice = 9_000_000;

    public static Task List(HttpContext http, Orders orders) =>
        http.ShowPage("DemoShop/Pages/orders.html", new Dictionary<string, object?> { ["orders"] = orders.All.Select(OrderModel.Row) });

    // Opening the page asks the gateway. The page's own polling reads what OrderPoller has stored.
    public static Task Show(HttpContext http, Orders orders, Inquiries inquiries, ChargeFileImporter charges, string id) =>
        With(http, orders, id, async order =>
        {
            if (!http.Request.Headers.ContainsKey("HX-Request"))
            {
                await charges.ImportDueFiles();
                order = await inquiries.Ask(order);
            }
            await http.ShowPage("DemoShop/Pages/order.html", OrderModel.Page(order), formsLeave: true);
        });

    public static Task Deliver(HttpContext http, Orders orders, OrderActions actions, string id) => Do(http, orders, id, actions.Deliver);

    public static Task Cancel(HttpContext http, Orders orders, OrderActions actions, string id) => Do(http, orders, id, actions.Cancel);

    public static async Task Change(HttpContext http, Orders orders, OrderActions actions, string id)
    {
        if (await ShopErrorPages.ReadForm(http) is not { } form) return;
        if (ParsePrice(form["amount"]) is { } amount)
        {
            await Do(http, orders, id, order => actions.Change(order, Price.OfNet(amount)));
            return;
        }
        await ShopErrorPages.InvalidInput(http, new FormError("amount", form["amount"],
            $"a whole number of yen from 1 to {MaxPrice}", $"1から{MaxPrice}までの整数（円）"));
    }

    public static async Task CancelCharge(HttpContext http, Orders orders, OrderActions actions, string id)
    {
        if (await ShopErrorPages.ReadForm(http) is not { } form) return;
        if (BillingMonth.Parse(form["month"]) is { } month)
        {
            await Do(http, orders, id, order => actions.CancelCharge(order, month));
            return;
        }
        await ShopErrorPages.InvalidInput(http, new FormError("month", form["month"],
            "a month as yyyyMM, such as 202601", "202601 のような yyyyMM 形式の年月"));
    }

    /// <summary>Redirects to the order's page with 303, so that reloading it does not repeat the POST.</summary>
    public static void Redirect(HttpContext http, Order order)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/shop/orders/{order.OrderId}";
    }

    static int? ParsePrice(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)) return null;
        return amount is > 0 and <= MaxPrice ? amount : null;
    }

    // The gateway decides whether the order can be captured, cancelled or changed; the order's page shows its refusal.
    static Task Do(HttpContext http, Orders orders, string id, Func<Order, Task> act) => With(http, orders, id, async order =>
    {
        await act(order);
        Redirect(http, order);
    });

    static Task With(HttpContext http, Orders orders, string id, Func<Order, Task> act) =>
        orders.Find(id) is { } order ? act(order) : ShopErrorPages.UnknownOrder(http);
}
