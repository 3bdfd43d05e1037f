using KantanSim.Web;

namespace KantanSim.DemoShop.Api;

/// <summary>
/// The shop's JSON API, for its staff's programs and for tests: what the pages do, and the background work on demand. It calls the same
/// code as the pages.
/// </summary>
internal static class ShopApi
{
    const string DefaultProduct = "pot";
    const int MaxListed = 100;

    public static void MapDemoShopApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/shop/api").ExcludeFromDescription();
        api.MapPost("/orders", Place);
        api.MapGet("/orders", List);
        api.MapGet("/orders/{id}", Show);
        api.MapPost("/orders/{id}/again", PlaceAgain);
        api.MapPost("/orders/{id}/ship", Ship);
        api.MapPost("/orders/{id}/cancel", Cancel);
        api.MapPost("/orders/{id}/reprice", Reprice);
        api.MapPost("/orders/{id}/cancel-month", CancelMonth);
        api.MapPost("/jobs", RunJobs);
        api.MapFallback(http => ApiAnswers.NotFound(http, $"The shop's API has no {http.Request.Method} {http.Request.Path}."));
    }

    static async Task Place(HttpContext http, Purchases purchases, ServerAddress address, OutOfBandSources sources)
    {
        var input = await ApiInput.Read(http.Request, "product", "amount", "job", "item", "day", "free", "scenario");
        var product = input["product"].Length == 0 ? DefaultProduct : input["product"];
        var form = new CheckoutForm(name => name == "product" ? product : input[name], sources.Scenarios());
        var total = input.Yen("amount", Price.MaxTotal);
        FormError[] errors = [.. input.Errors, .. form.Errors];
        if (errors.Length > 0) await ApiAnswers.InvalidInput(http, errors);
        else await Created(http, await purchases.Place(With(form.ToOrder(Language.Ja), total, input["item"]), Visit(http, address, form)));
    }

    static Task List(HttpContext http, Orders orders)
    {
        var all = orders.All;
        return ApiAnswers.Show(http, new OrderListView(all.Count, all.Take(MaxListed).Select(OrderView.Of)));
    }

    static Task Show(HttpContext http, Orders orders, string id) => With(http, orders, id, order => ApiAnswers.Show(http, order));

    static Task PlaceAgain(HttpContext http, Orders orders, Purchases purchases, ServerAddress address, string id) =>
        With(http, orders, id, async order => await Created(http, await purchases.PlaceAgain(order, address.VisitOf(http.Request))));

    static Task Ship(HttpContext http, Orders orders, OrderActions actions, string id) => Do(http, orders, id, actions.Deliver);

    static Task Cancel(HttpContext http, Orders orders, OrderActions actions, string id) => Do(http, orders, id, actions.Cancel);

    static async Task Reprice(HttpContext http, Orders orders, OrderActions actions, string id)
    {
        var input = await ApiInput.Read(http.Request, "amount");
        var total = input.Yen("amount", Price.MaxTotal);
        if (input["amount"].Length == 0) input.Add("amount", "", $"a whole number of yen from 1 to {Price.MaxTotal}, tax included");
        if (input.Errors.Count > 0) await ApiAnswers.InvalidInput(http, input.Errors);
        else await Do(http, orders, id, order => actions.Change(order, Price.OfTotal(total!.Value)));
    }

    static async Task CancelMonth(HttpContext http, Orders orders, OrderActions actions, string id)
    {
        var input = await ApiInput.Read(http.Request, "month");
        var month = BillingMonth.Parse(input["month"].Replace("-", "", StringComparison.Ordinal));
        if (month is null) input.Add("month", input["month"], "a month, such as 2026-01");
        if (input.Errors.Count > 0) await ApiAnswers.InvalidInput(http, input.Errors);
        else await Do(http, orders, id, order => actions.CancelCharge(order, month!.Value));
    }

    static async Task RunJobs(HttpContext http, OrderPoller poller)
    {
        var asked = await poller.PollUntilNothingIsDue(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(new JobsView(asked), ShopApiJson.Default.JobsView, null, http.RequestAborted);
    }

    static NewOrder With(NewOrder order, int? total, string item) => order with
    {
        Price = total is { } yen ? Price.OfTotal(yen) : order.Price,
        ItemName = item.Length > 0 ? WalletText.Of(item) : order.ItemName,
    };

    static PaymentVisit Visit(HttpContext http, ServerAddress address, CheckoutForm form) => address.VisitOf(http.Request, form.Scenario);

    static Task Created(HttpContext http, Order order)
    {
        http.Response.Headers.Location = $"{http.Request.PathBase}/shop/api/orders/{order.OrderId}";
        return ApiAnswers.Show(http, order, StatusCodes.Status201Created);
    }

    static Task Do(HttpContext http, Orders orders, string id, Func<Order, Task> act) => With(http, orders, id, async order =>
    {
        await act(order);
        await ApiAnswers.Show(http, orders.Find(id) ?? order);
    });

    static Task With(HttpContext http, Orders orders, string id, Func<Order, Task> act) =>
        orders.Find(id) is { } order ? act(order) : ApiAnswers.NotFound(http, $"There is no order \"{id}\".");
}
