using KantanSim.Consumers;
using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>The wallet's members, edited in place: points, cards, coupons.</summary>
internal static class MemberPages
{
    const string At = "/members";
    const int OnAPage = 30;

    static readonly string[] Lists = ["cards", "coupons"];

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(At, (HttpContext http, Members members) => Show(http, members));
        desk.MapPost(At, Add);
        desk.MapPost($"{At}/{{id}}/save", Save);
        desk.MapGet($"{At}/{{id}}/delete", AskDelete);
        desk.MapPost($"{At}/{{id}}/delete", Delete);
        desk.MapGet($"{At}/reset", (HttpContext http) => http.ShowConfirmation("reset-members", "", $"{At}/reset", At));
        desk.MapPost($"{At}/reset", Reset);
    }

    static async Task Add(HttpContext http, Members members, MemberService register)
    {
        var form = await FormValues.Read(http.Request);
        await http.CatchProblem(async () =>
        {
            var (id, body) = (form["id"], form.WithoutEmpty("name", "email", "password").Body());
            await register.Add(id, body);
            http.SeeOther(At, "added", id, MemberModel.Place(id));
        }, problem => Show(http, members, "", form, problem));
    }

    // The button that takes a card or a coupon away saves what else is written.
    static async Task Save(HttpContext http, Members members, MemberService register, string id)
    {
        var written = await FormValues.Read(http.Request);
        var form = written.Without("remove", written["remove"]);
        await http.CatchProblem(async () =>
        {
            await register.Change(id, Changes(form));
            http.SeeOther(At, "saved", id, MemberModel.Place(id));
        }, problem => Show(http, members, id, form, problem));
    }

    // What stands as the page showed it is not asked for: a payment may have used points or a coupon since.
    static JsonBodyReader Changes(FormValues form)
    {
        var written = form.Without(MemberModel.Shown);
        if (form["points"] == form[$"{MemberModel.Shown}.points"]) written = written.Without("points");
        return MemberModel.Coupons(form) == form[$"{MemberModel.Shown}.coupons"] ? written.WithoutList("coupons").Body(["cards"]) : written.Body(Lists);
    }

    static Task AskDelete(HttpContext http, Members members, MemberService register, string id) => http.CatchProblem(
        () => http.ShowConfirmation("delete-member", register.Find(id).Id, $"{At}/{Uri.EscapeDataString(id)}/delete", At), problem => Show(http, members, problem: problem));

    static Task Delete(HttpContext http, Members members, MemberService register, string id) => http.CatchProblem(async () =>
    {
        await register.Delete(id);
        http.SeeOther(At, "deleted", id);
    }, problem => Show(http, members, problem: problem));

    static async Task Reset(HttpContext http, Members members)
    {
        await members.Reset();
        http.SeeOther(At, "reset");
    }

    /// <param name="of">Whose form was written; empty: that of a new one; null: none.</param>
    static Task Show(HttpContext http, Members members, string? of = null, FormValues? typed = null, Problem? problem = null)
    {
        var asked = $"{http.Request.Query["q"]}";
        var fitting = members.All().Where(member => member.Id == of || $"{member.Id} {member.Name} {member.Email}".Contains(asked, StringComparison.OrdinalIgnoreCase)).ToList();
        var shown = ResultPage.Of(fitting, http.Request.Query["from"], OnAPage);
        var others = shown.Items.Any(member => member.Id == of) ? null : problem;
        return http.ShowDesk("members", new()
        {
            ["q"] = asked,
            ["slice"] = shown.Model(),
            ["members"] = shown.Items.Select(member => member.Id == of ? MemberModel.Of(member, typed!, problem) : MemberModel.Of(member)),
            ["added"] = MemberModel.New(of is { Length: 0 } ? typed! : new FormValues(new Dictionary<string, string> { ["points"] = "0" })),
            ["faults"] = FormErrorModel.Of(others),
            ["wrong"] = FormErrorModel.Fields(others),
        }, problem, problem is null && HttpMethods.IsGet(http.Request.Method) ? null : At);
    }
}
