using KantanSim.Web;

namespace KantanSim.DemoShop;

/// <summary>The goods, and the way to the wallet: step 1, the purchase.</summary>
internal static class Storefront
{
    public static Task Show(HttpContext http, OutOfBandSources surroundings) =>
        http.ShowPage("DemoShop/Pages/goods.html", new Dictionary<string, object?>
        {
            ["products"] = Product.All.Select(Of),
            ["days"] = SubscriptionPlan.Days,
            ["folders"] = surroundings.Scenarios().GroupBy(scenario => scenario.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal)
                .Select(folder => new Dictionary<string, object?> { ["name"] = folder.Key, ["scenarios"] = folder.Select(Of) }),
        });

    public static async Task Buy(HttpContext http, Orders orders, Checkout checkout, ServerAddress address, OutOfBandSources surroundings)
    {
        if (await ShopErrorPages.Form(http) is not { } form) return;
        var wish = new CheckoutForm(form, surroundings.Scenarios());
        if (wish.Faults.Count > 0)
        {
            await ShopErrorPages.Refused(http, wish.Faults);
            return;
        }
        // In the books before the gateway hears of it: whatever comes back finds its order.
        await Pay(http, await orders.Add(wish.Product!, NameOf(http, wish.Product!), wish.Job, wish.Plan), checkout, address, wish.Scenario);
    }

    /// <summary>
    /// The consumer tries again: the same order as long as nothing is lost, and else a new one, for an OrderID is good for one payment.
    /// </summary>
    public static async Task Again(HttpContext http, Orders orders, Checkout checkout, ServerAddress address, Inquiries inquiries, string id)
    {
        if (orders.Find(id) is not { } order)
        {
            await ShopErrorPages.Unknown(http);
            return;
        }
        order = await inquiries.Ask(order);
        if (order.NeedsNew && Product.Find(order.ProductId) is { } product) order = await orders.Add(product, NameOf(http, product), order.JobCd, order.Plan);
        await Pay(http, order, checkout, address);
    }

    static async Task Pay(HttpContext http, Order order, Checkout checkout, ServerAddress address, string scenario = "")
    {
        order = await checkout.Open(order, $"{address.BaseFor(http.Request)}/shop/return", address.NameFor(http.Request),
            url => address.ToVisitorUrl(http.Request, url), scenario);
        if (order.CanPay) await Hop(http, order);
        else OrderPages.SeeOther(http, order);
    }

    // A form that sends itself off, in the gateway's charset, as its own client does it (protocol.md 4).
    static Task Hop(HttpContext http, Order order) =>
        http.ShowPage("DemoShop/Pages/hop.html", new Dictionary<string, object?>
        {
            ["start_url"] = order.StartUrl,
            ["access_id"] = order.AccessId,
            ["token"] = order.Token,
        }, windows31J: true, formsLeave: true);

    static string NameOf(HttpContext http, Product product) => http.PageLanguage() == Language.En ? product.En : product.Ja;

    static Dictionary<string, object?> Of(Product product) => new()
    {
        ["id"] = product.Id,
        ["en"] = product.En,
        ["ja"] = product.Ja,
        ["hint_en"] = product.HintEn,
        ["hint_ja"] = product.HintJa,
        ["total"] = product.Total,
        ["monthly"] = product.IsMonthly,
    };

    static Dictionary<string, object?> Of(ScenarioOption scenario) => new() { ["name"] = scenario.Name, ["en"] = scenario.En, ["ja"] = scenario.Ja };
}
