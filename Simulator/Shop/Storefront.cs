using KantanSim.Pages;

namespace KantanSim.DemoMerchant;

/// <summary>The goods, and the way to the wallet: step 1, the purchase.</summary>
internal static class Storefront
{
    static readonly string[] Jobs = ["AUTH", "CAPTURE"];

    public static Task Show(HttpContext http) =>
        http.ShowPage("Shop/Pages/goods.html", new Dictionary<string, object?>
        {
            ["products"] = Product.All.Select(product => new Dictionary<string, object?>
            {
                ["id"] = product.Id,
                ["en"] = product.En,
                ["ja"] = product.Ja,
                ["hint_en"] = product.HintEn,
                ["hint_ja"] = product.HintJa,
                ["total"] = product.Total,
            }),
        });

    public static async Task Buy(HttpContext http, Orders orders, Cashier cashier, OwnAddress address)
    {
        var form = await Utf8Form.Read(http.Request);
        var (job, scenario) = (form["job"].Length == 0 ? "AUTH" : form["job"], form["scenario"]);
        if (Product.Find(form["product"]) is not { } product || !Jobs.Contains(job) || !IsName(scenario))
        {
            await http.ShowPage("Shop/Pages/notice.html", new Dictionary<string, object?> { ["kind"] = "not-sold" }, StatusCodes.Status400BadRequest);
            return;
        }
        var order = await orders.Add(product, http.PageLanguage() == Language.En ? product.En : product.Ja, job);
        order = await cashier.Open(order, $"{address.BaseFor(http.Request)}/shop/return", address.HostFor(http.Request), scenario);
        if (order.StartUrl.Length > 0) await Hop(http, order);
        else OrderPages.SeeOther(http, order);
    }

    // A form that sends itself off, in the gateway's charset, as its own client does it (protocol.md 4).
    static Task Hop(HttpContext http, Order order) =>
        http.ShowPage("Shop/Pages/hop.html", new Dictionary<string, object?>
        {
            ["start_url"] = order.StartUrl,
            ["access_id"] = order.AccessId,
            ["token"] = order.Token,
        }, windows31J: true, formsLeave: true);

    // It becomes the value of an HTTP header.
    static bool IsName(string scenario) => scenario.Length <= 100 && scenario.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
