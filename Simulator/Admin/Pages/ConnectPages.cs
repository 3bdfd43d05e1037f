using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page <c>/connect</c>: what a shop has to be configured with, where its notifications go, a first call in several languages, and
/// whether a call has arrived. The shop is in the query of the page and of its forms' targets; without one it is the first shop.
/// </summary>
internal sealed class ConnectPages(
    DashboardLayout layout, ShopRepository shops, ShopService shopService, ConnectPageModel model, NotificationSender sender,
    LastConnectivityTests tests)
{
    const string Root = "/connect";
    const string Form = "notify";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ConnectPages pages) =>
            DeskPage.CatchProblem(() => pages.Show(http), problem => pages.ShowNone(http, problem)));
        desk.MapPost($"{Root}/notify", (HttpContext http, ConnectPages pages) => pages.Save(http));
        desk.MapPost($"{Root}/test", (HttpContext http, ConnectPages pages) => pages.Test(http));
    }

    Task Save(HttpContext http) => Run(http, async (shopId, form) =>
    {
        await shopService.Change(shopId, form.Body());
        return "saved";
    });

    // The form's second button: what is typed is saved first, because the test goes to the saved URL.
    Task Test(HttpContext http) => Run(http, async (shopId, form) =>
    {
        await shopService.Change(shopId, form.Body());
        tests.Keep(shopId, await sender.Test(shopService.Find(shopId), http.RequestAborted));
        return "tested";
    });

    // The redirect keeps the query, and with it the shop.
    async Task Run(HttpContext http, Func<string, FormValues, Task<string>> action)
    {
        var read = await FormValues.Read(http.Request);
        var typed = FormValues.Of(("notifyUrl", read["notifyUrl"]));
        await DeskPage.CatchProblem(
            async () => http.SeeOther(Root, await action(ShopOf(http), typed), place: Form),
            problem => DeskPage.CatchProblem(() => Show(http, typed, problem), _ => ShowNone(http, problem)));
    }

    static string ShopOf(HttpContext http)
    {
        var shopId = $"{http.Request.Query["shopId"]}";
        if (shopId.Length > 0) return shopId;
        throw ProblemException.BadRequest([new("shopId", null, "the ID of a shop, in the query") { AllowedJa = "ショップID（クエリーで指定）" }]);
    }

    // For a shop that does not exist: the page chooses a shop and shows the settings of none.
    Task ShowNone(HttpContext http, Problem problem) =>
        layout.ShowDesk(http, "connect", model.Of(http, null, null), problem, Root);

    /// <param name="typed">The form, when it was refused.</param>
    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    Task Show(HttpContext http, FormValues? typed = null, Problem? problem = null)
    {
        var asked = $"{http.Request.Query["shopId"]}";
        var shop = asked.Length > 0 ? shopService.Find(asked) : shops.All().FirstOrDefault();
        return layout.ShowDesk(http, "connect", model.Of(http, shop, typed), problem, problem is null ? null : Root);
    }
}
