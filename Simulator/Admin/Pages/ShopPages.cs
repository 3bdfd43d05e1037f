using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The shops: the list, and a page of each with its settings, its choices and its connectivity test.</summary>
internal static class ShopPages
{
    const string At = "/shops";
    const int OnAPage = 50;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(At, (HttpContext http, ShopRepository shops, ScenarioLibrary library) => Show(http, shops, library));
        desk.MapPost(At, Add);
        desk.MapGet($"{At}/{{shopId}}", ShowOne);
        desk.MapPost($"{At}/{{shopId}}", Save);
        desk.MapPost($"{At}/{{shopId}}/test", Test);
        desk.MapGet($"{At}/{{shopId}}/delete", AskDelete);
        desk.MapPost($"{At}/{{shopId}}/delete", Delete);
        desk.MapGet($"{At}/{{shopId}}/reset", AskReset);
        desk.MapPost($"{At}/{{shopId}}/reset", Reset);
    }

    static async Task Add(HttpContext http, ShopRepository shops, ShopService register, ScenarioLibrary library)
    {
        var form = await FormValues.Read(http.Request);
        await http.CatchProblem(async () =>
        {
            var shop = await register.Add(form.WithoutEmpty("shopId", "shopPass").Body());
            http.SeeOther(Of(shop.ShopId), "added");
        }, problem => Show(http, shops, library, form, problem));
    }

    static Task ShowOne(HttpContext http, ShopRepository shops, ShopService register, ScenarioLibrary library, ShopModel model, string shopId) =>
        http.CatchProblem(() => http.ShowDesk("shop", model.Whole(register.Find(shopId))), problem => Show(http, shops, library, null, problem));

    static async Task Save(HttpContext http, ShopRepository shops, ShopService register, ScenarioLibrary library, ShopModel model, string shopId)
    {
        var form = await FormValues.Read(http.Request);
        await http.CatchProblem(async () =>
        {
            await register.Change(shopId, ShopModel.WithoutServerDefaults(form).WithoutEmpty("shopPass").Body(whole: "protocol"));
            http.SeeOther(Of(shopId), "saved");
        }, problem => shops.Find(shopId) is { } shop ? http.ShowDesk("shop", model.Whole(shop, form), problem, Of(shopId)) : Show(http, shops, library, null, problem));
    }

    static Task Test(HttpContext http, ShopRepository shops, ShopService register, ScenarioLibrary library, NotificationSender sender, LastConnectivityTests tests, string shopId) => http.CatchProblem(async () =>
    {
        tests.Keep(shopId, await sender.Test(register.Find(shopId), http.RequestAborted));
        http.SeeOther(Of(shopId), "tested", place: "test");
    }, problem => Show(http, shops, library, null, problem));

    static Task AskDelete(HttpContext http, ShopRepository shops, ShopService register, ScenarioLibrary library, string shopId) => http.CatchProblem(
        () => http.ShowConfirmation("delete-shop", register.Find(shopId).ShopId, $"{Of(shopId)}/delete", Of(shopId)), problem => Show(http, shops, library, null, problem));

    static Task Delete(HttpContext http, ShopRepository shops, ShopService register, ScenarioLibrary library, LastConnectivityTests tests, string shopId) => http.CatchProblem(async () =>
    {
        await register.Delete(shopId);
        tests.Forget(shopId);
        http.SeeOther(At, "deleted", shopId);
    }, problem => Show(http, shops, library, null, problem));

    // Transactions stay when their shop is deleted: a reset does not ask whether there is one.
    static Task AskReset(HttpContext http, TransactionLists lists, Deposits deposits, ScenarioEngine scenarios, string shopId) =>
        ResetPages.ShowResetConfirmation(http, shopId, $"{Of(shopId)}/reset", Of(shopId), lists, deposits, scenarios);

    static async Task Reset(HttpContext http, ResetService slate, string shopId)
    {
        await slate.Reset(shopId);
        http.SeeOther(At, "reset", shopId);
    }

    static Task Show(HttpContext http, ShopRepository shops, ScenarioLibrary library, FormValues? typed = null, Problem? problem = null)
    {
        var asked = $"{http.Request.Query["q"]}";
        var shown = ResultPage.Of([.. shops.All().Where(shop => $"{shop.ShopId} {shop.Name} {shop.WithMaskedUrl().NotifyUrl}".Contains(asked, StringComparison.OrdinalIgnoreCase))], http.Request.Query["from"], OnAPage);
        return http.ShowDesk("shops", new()
        {
            ["q"] = asked,
            ["slice"] = shown.Model(),
            ["shops"] = shown.Items.Select(ShopModel.Line),
            ["added"] = ShopModel.New(typed ?? new(new Dictionary<string, string>())),
            ["scenarios"] = library.Names,
            ["states"] = Enum.GetNames<ContractState>(),
        }, problem, problem is null ? null : At);
    }

    static string Of(string shopId) => $"{At}/{Uri.EscapeDataString(shopId)}";
}
