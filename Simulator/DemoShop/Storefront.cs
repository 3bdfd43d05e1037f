using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>The product page and the purchase (step 1), up to the redirect to the wallet.</summary>
internal static class Storefront
{
    public static Task Show(HttpContext http, OutOfBandSources sources)
    {
        var folders = sources.Scenarios().GroupBy(scenario => scenario.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal);
        return http.ShowPage("DemoShop/Pages/goods.html", new Dictionary<string, object?>
        {
            ["products"] = Product.All.Select(Model),
            ["days"] = SubscriptionPlan.Days,
            ["folders"] = folders.Select(Model),
        });
    }

    public static async Task Buy(HttpContext http, Orders orders, Checkout checkout, ServerAddress address, OutOfBandSources sources)
    {
        if (await ShopErrorPages.ReadForm(http) is not { } form) return;
        var input = new CheckoutForm(form, sources.Scenarios());
        if (input.Errors.Count > 0)
        {
            await ShopErrorPages.InvalidInput(http, input.Errors);
            return;
        }
        // Saved before the gateway is called, so that every answer and notification finds its order.
        var order = await orders.Add(input.Product!, NameOf(http, input.Product!), input.Job, input.Plan);
        await Pay(http, order, checkout, address, input.Scenario);
    }

    /// <summary>
    /// Another attempt to pay: with the same order while its payment is open, otherwise with a new one, because an OrderID is good for one
    /// payment.
    /// </summary>
    public static async Task Retry(
        HttpContext http, Orders orders, Checkout checkout, ServerAddress address, Inquiries inquiries, string id)
    {
        if (orders.Find(id) is not { } order)
        {
            await ShopErrorPages.UnknownOrder(http);
            return;
        }
        order = await inquiries.Ask(order);
        if (order.NeedsNewOrder && Product.Find(order.ProductId) is { } product)
            order = await orders.Add(product, NameOf(http, product), order.JobCd, order.Plan);
        await Pay(http, order, checkout, address);
    }

    static async Task Pay(HttpContext http, Order order, Checkout checkout, ServerAddress address, string scenario = "")
    {
        var visit = http.Request;
        order = await checkout.Open(order, $"{address.PublicBaseUrl(visit)}/shop/return", address.HostOverrideFor(visit),
            url => address.ToVisitorUrl(visit, url), scenario);
        if (order.CanPay) await PostToStartUrl(http, order);
        else OrderPages.Redirect(http, order);
    }

    // A form that submits itself, in the gateway's charset as its sample client does (protocol.md 4).
    static Task PostToStartUrl(HttpContext http, Order order)
    {
        var model = new Dictionary<string, object?>
        {
            ["start_url"] = order.StartUrl,
            ["access_id"] = order.AccessId,
            ["token"] = order.Token,
        };
        return http.ShowPage("DemoShop/Pages/hop.html", model, windows31J: true, formsLeave: true);
    }

    static string NameOf(HttpContext http, Product product) => http.PageLanguage() == Language.En ? product.En : product.Ja;

    static Dictionary<string, object?> Model(Product product) => new()
    {
        ["id"] = product.Id,
        ["en"] = product.En,
        ["ja"] = product.Ja,
        ["hint_en"] = product.HintEn,
        ["hint_ja"] = product.HintJa,
        ["total"] = product.Total,
        ["monthly"] = product.IsMonthly,
    };

    static Dictionary<string, object?> Model(IGrouping<string, ScenarioOption> folder) =>
        new() { ["name"] = folder.Key, ["scenarios"] = folder.Select(Model) };

    static Dictionary<string, object?> Model(ScenarioOption scenario) =>
        new() { ["name"] = scenario.Name, ["en"] = scenario.En, ["ja"] = scenario.Ja };
}
