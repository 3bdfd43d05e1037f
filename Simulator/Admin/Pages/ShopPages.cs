using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>The list of shops, and a page for each shop with its settings, protocol choices and connectivity test.</summary>
internal sealed class ShopPages(
    DashboardLayout layout, ShopRepository shops, ShopService shopService, ShopModel model,
    NotificationSender sender, LastConnectivityTests tests, ResetPages resetPages, ResetService resetService)
{
    const string Root = "/shops";
    const string One = $"{Root}/{{shopId}}";
    const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ShopPages pages) => pages.Show(http));
        desk.MapPost(Root, (HttpContext http, ShopPages pages) => pages.Add(http));
        desk.MapGet(One, (HttpContext http, ShopPages pages, string shopId) => pages.ShowOne(http, shopId));
        desk.MapPost(One, (HttpContext http, ShopPages pages, string shopId) => pages.Save(http, shopId));
        desk.MapPost($"{One}/test", (HttpContext http, ShopPages pages, string shopId) => pages.Test(http, shopId));
        desk.MapGet($"{One}/delete", (HttpContext http, ShopPages pages, string shopId) => pages.ConfirmDelete(http, shopId));
        desk.MapPost($"{One}/delete", (HttpContext http, ShopPages pages, string shopId) => pages.Delete(http, shopId));
        desk.MapGet($"{One}/reset", (HttpContext http, ShopPages pages, string shopId) => pages.ConfirmReset(http, shopId));
        desk.MapPost($"{One}/reset", (HttpContext http, ShopPages pages, string shopId) => pages.Reset(http, shopId));
    }

    async Task Add(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var shop = await shopService.Add(form.WithoutEmpty("shopId", "shopPass", "members").Body());
            http.SeeOther(PathOf(shop.ShopId), "added");
        }, problem => Show(http, form, problem));
    }

    Task ShowOne(HttpContext http, string shopId) => DeskPage.CatchProblem(
        () => layout.ShowDesk(http, "shop", model.Whole(shopService.Find(shopId))),
        problem => Show(http, problem: problem));

    async Task Save(HttpContext http, string shopId)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var changes = ShopModel.WithoutServerDefaults(form).WithoutEmpty("shopPass", "expiresIn").Without("stays");
            // An empty text means no end.
            if (form["stays"].Length > 0) changes = changes.With("expiresIn", "");
            await shopService.Change(shopId, changes.Body(whole: "protocol"));
            http.SeeOther(PathOf(shopId), "saved");
        }, problem => shops.Find(shopId) is { } shop
            ? layout.ShowDesk(http, "shop", model.Whole(shop, form), problem, PathOf(shopId))
            : Show(http, problem: problem));
    }

    Task Test(HttpContext http, string shopId) => DeskPage.CatchProblem(async () =>
    {
        tests.Keep(shopId, await sender.Test(shopService.Find(shopId), http.RequestAborted));
        http.SeeOther(PathOf(shopId), "tested", place: "test");
    }, problem => Show(http, problem: problem));

    Task ConfirmDelete(HttpContext http, string shopId) => DeskPage.CatchProblem(
        () => layout.ShowConfirmation(
            http, "delete-shop", shopService.Find(shopId).ShopId, $"{PathOf(shopId)}/delete", PathOf(shopId)),
        problem => Show(http, problem: problem));

    Task Delete(HttpContext http, string shopId) => DeskPage.CatchProblem(async () =>
    {
        await shopService.Delete(shopId);
        tests.Forget(shopId);
        http.SeeOther(Root, "deleted", shopId);
    }, problem => Show(http, problem: problem));

    // The shop need not exist: its transactions stay when it is deleted.
    Task ConfirmReset(HttpContext http, string shopId) =>
        resetPages.ShowConfirmation(http, shopId, $"{PathOf(shopId)}/reset", PathOf(shopId));

    async Task Reset(HttpContext http, string shopId)
    {
        await resetService.Reset(shopId);
        http.SeeOther(Root, "reset", shopId);
    }

    /// <param name="typed">The form of a new shop, when it was refused.</param>
    Task Show(HttpContext http, FormValues? typed = null, Problem? problem = null)
    {
        var query = $"{http.Request.Query["q"]}";
        var page = ResultPage.Of([.. shops.All().Where(shop => Matches(shop, query))], http.Request.Query["from"], PageSize);
        return layout.ShowDesk(http, "shops", new()
        {
            ["q"] = query,
            ["slice"] = page.Model(),
            ["shops"] = page.Items.Select(ShopModel.Row),
            ["added"] = ShopModel.New(typed ?? FormValues.Of()),
        }, problem, problem is null ? null : Root);
    }

    static bool Matches(Shop shop, string query) =>
        $"{shop.ShopId} {shop.Name} {shop.WithMaskedUrl().NotifyUrl}".Contains(query, StringComparison.OrdinalIgnoreCase);

    static string PathOf(string shopId) => $"{Root}/{Uri.EscapeDataString(shopId)}";
}
