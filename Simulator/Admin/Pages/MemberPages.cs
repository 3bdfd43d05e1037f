using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page on which the wallet's members are edited: points, cards, coupons. The query parameter <c>shopId</c> selects the members that a
/// shop uses; without it they are the shared ones.
/// </summary>
internal sealed class MemberPages(DashboardLayout layout, MemberService memberService, ShopRepository shops)
{
    const string Root = "/members";
    const string One = $"{Root}/{{id}}";
    const int PageSize = 30;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, MemberPages pages) => pages.Show(http));
        desk.MapPost(Root, (HttpContext http, MemberPages pages) => pages.Add(http));
        desk.MapPost($"{One}/save", (HttpContext http, MemberPages pages, string id) => pages.Save(http, id));
        desk.MapGet($"{One}/delete", (HttpContext http, MemberPages pages, string id) => pages.ConfirmDelete(http, id));
        desk.MapPost($"{One}/delete", (HttpContext http, MemberPages pages, string id) => pages.Delete(http, id));
        desk.MapGet($"{Root}/reset", (HttpContext http, MemberPages pages) => pages.ConfirmReset(http));
        desk.MapPost($"{Root}/reset", (HttpContext http, MemberPages pages) => pages.Reset(http));
    }

    async Task Add(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var id = form["id"];
            await memberService.Add(id, form.WithoutEmpty("name", "email", "password").Body(), ShopIdOf(http));
            http.SeeOther(Root, "added", id, MemberModel.Place(id));
        }, problem => Show(http, "", form, problem));
    }

    // The button that removes a card or coupon row saves the rest of the form, too.
    async Task Save(HttpContext http, string id)
    {
        var submitted = await FormValues.Read(http.Request);
        var form = submitted.Without("remove", submitted["remove"]);
        await DeskPage.CatchProblem(async () =>
        {
            await memberService.Change(id, Changes(form), ShopIdOf(http));
            http.SeeOther(Root, "saved", id, MemberModel.Place(id));
        }, problem => Show(http, id, form, problem));
    }

    // Points and coupons that the operator did not edit are left out: a payment may have changed them since the page was shown.
    static JsonBodyReader Changes(FormValues form)
    {
        var changes = form.Without(MemberModel.Shown);
        if (form["points"] == form[$"{MemberModel.Shown}.points"]) changes = changes.Without("points");
        var couponsAreEdited = MemberModel.CouponHash(form) != form[$"{MemberModel.Shown}.coupons"];
        return couponsAreEdited ? changes.Body(["cards", "coupons"]) : changes.WithoutList("coupons").Body(["cards"]);
    }

    Task ConfirmDelete(HttpContext http, string id) => DeskPage.CatchProblem(
        () => Confirm(http, "delete-member", memberService.Find(id, ShopIdOf(http)).Id, $"{Root}/{Uri.EscapeDataString(id)}/delete"),
        problem => Show(http, problem: problem));

    Task Delete(HttpContext http, string id) => DeskPage.CatchProblem(async () =>
    {
        await memberService.Delete(id, ShopIdOf(http));
        http.SeeOther(Root, "deleted", id);
    }, problem => Show(http, problem: problem));

    Task ConfirmReset(HttpContext http) => DeskPage.CatchProblem(
        () => Confirm(http, "reset-members", memberService.SetOf(ShopIdOf(http)).ShopId ?? "", $"{Root}/reset"),
        problem => Show(http, problem: problem));

    Task Reset(HttpContext http) => DeskPage.CatchProblem(async () =>
    {
        await memberService.Reset(ShopIdOf(http));
        http.SeeOther(Root, "reset");
    }, problem => Show(http, problem: problem));

    Task Confirm(HttpContext http, string kind, string subject, string path)
    {
        var view = DeskPage.View(http);
        return layout.ShowConfirmation(http, kind, subject, path + view, Root + view);
    }

    static string ShopIdOf(HttpContext http) => $"{http.Request.Query["shopId"]}";

    /// <param name="formOf">The id of the member whose form was refused; empty: the form of a new member; null: none.</param>
    /// <param name="typed">The fields of that form.</param>
    Task Show(HttpContext http, string? formOf = null, FormValues? typed = null, Problem? problem = null)
    {
        var query = $"{http.Request.Query["q"]}";
        var shop = shops.Find(ShopIdOf(http));
        // No members when there is no such shop: not those of another set.
        var isKnown = shop is not null || ShopIdOf(http).Length == 0;
        if (!isKnown) problem ??= ProblemException.NotFound("shop", ShopIdOf(http)).Problem;
        var all = isKnown ? memberService.SetOf(shop?.ShopId).All() : [];
        var matching = all.Where(member => member.Id == formOf || Matches(member, query)).ToList();
        var page = ResultPage.Of(matching, http.Request.Query["from"], PageSize);
        // A problem with a member that is shown stands at that member's form.
        var pageProblem = page.Items.Any(member => member.Id == formOf) ? null : problem;
        return layout.ShowDesk(http, "members", new()
        {
            ["q"] = query,
            ["sets"] = shops.All().Where(one => one.Members == ShopMembers.Own).Select(one => one.ShopId),
            ["set"] = shop is { Members: ShopMembers.Own } ? shop.ShopId : "",
            ["shop_id"] = ShopIdOf(http),
            ["slice"] = page.Model(),
            ["members"] = page.Items.Select(member =>
                member.Id == formOf ? MemberModel.Of(member, typed!, problem) : MemberModel.Of(member)),
            ["added"] = MemberModel.New(formOf is { Length: 0 } ? typed! : FormValues.Of(("points", "0"))),
            ["faults"] = FormErrorModel.Of(pageProblem),
            ["wrong"] = FormErrorModel.Fields(pageProblem),
        }, problem, problem is null && HttpMethods.IsGet(http.Request.Method) ? null : Root);
    }

    static bool Matches(Member member, string query) =>
        $"{member.Id} {member.Name} {member.Email}".Contains(query, StringComparison.OrdinalIgnoreCase);
}
