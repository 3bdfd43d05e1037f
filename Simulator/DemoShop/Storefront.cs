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

    public static async Task Buy(HttpContext http, Purchases purchases, ServerAddress address, OutOfBandSources sources)
    {
        if (await ShopErrorPages.ReadForm(http) is not { } form) return;
        var input = new CheckoutForm(name => form[name], sources.Scenarios());
        if (input.Errors.Count > 0)
        {
            await ShopErrorPages.InvalidInput(http, input.Errors);
            return;
        }
        await GoOn(http, await purchases.Place(input.ToOrder(http.PageLanguage()), address.VisitOf(http.Request, input.Scenario)));
    }

    /// <inheritdoc cref="Purchases.PlaceAgain"/>
    public static async Task Retry(HttpContext http, Orders orders, Purchases purchases, ServerAddress address, string id)
    {
        if (orders.Find(id) is { } order) await GoOn(http, await purchases.PlaceAgain(order, address.VisitOf(http.Request)));
        else await ShopErrorPages.UnknownOrder(http);
    }

    static Task GoOn(HttpContext http, Order order)
    {
        if (order.CanPay) return PostToStartUrl(http, order);
        OrderPages.Redirect(http, order);
        return Task.CompletedTask;
    }

    // A form that submits itself, in the gateway's charset as its sample client does.
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
