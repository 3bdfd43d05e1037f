using KantanSim.Admin.Pages;
using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Tests.Web;

/// <summary>Renders pages with sample models. Values that come from outside are hostile HTML.</summary>
internal static class SamplePages
{
    public const string Hostile = "<script>alert('\"&')</script>";

    static readonly PageTemplates Templates = new();

    public static string SignIn(Language language = Language.En, string error = "") =>
        Templates.Render("Wallet/Pages/sign-in.html", language, Model(
            ("visit_id", "v1"), ("shop_name", Hostile), ("item_name", Hostile), ("total", 1100), ("error", error), ("email", Hostile),
            ("password_hint", "kantan"), ("strip", null), ("members", new[] { Member() })));

    public static string Confirm(
        Language language = Language.En, string error = "", string coupon = "", string points = "none", int charge = 1100) =>
        Templates.Render("Methods/Recruit/Pages/confirm.html", language, Model(
            ("visit_id", "v1"), ("shop_name", Hostile), ("shop_id", "tshop00000001"), ("item_name", Hostile), ("order_id", Hostile),
            ("amount", 1000), ("tax", 100), ("total", 1100), ("expires_at", "18:42"), ("error", error), ("charge", charge),
            ("member", Model(("name", Hostile), ("email", Hostile), ("points", 3000))),
            ("cards", new[] { Card("k1", true), Card("k2", false) }),
            ("coupons", new[] { Coupon("c1", coupon), Coupon("c2", coupon) }), ("coupon_id", coupon),
            ("coupon_discount", coupon == "c1" ? 200 : 0), ("shop_coupon_discount", coupon == "c2" ? 200 : 0),
            ("points_choice", points), ("points_some", "300"), ("points_max", 1100L), ("points_unit", 1),
            ("points_used", points == "some" ? 300 : 0), ("error_value", Hostile), ("strip", Strip())));

    public static string Notice(
        string kind, Language language = Language.En, string status = "", string returnVisitId = "", string outcome = "") =>
        Templates.Render("Wallet/Pages/notice.html", language, Model(
            ("kind", kind), ("outcome", outcome), ("status", status), ("visit_id", "v1"), ("return_visit_id", returnVisitId),
            ("has_contract", false), ("shop_name", Hostile), ("item_name", Hostile), ("total", 1100), ("wrong_name", "do"),
            ("wrong_value", Hostile), ("allowed", "approve, cancel")));

    public static string Return(string action = "https://shop.example/back", string name = "ItemName", string value = Hostile) =>
        Templates.Render("Gateway/Pages/return.html", Language.Ja, Model(
            ("action", action), ("gone", ""), ("title_en", "Taking you back to the shop"), ("title_ja", "お店に戻ります"),
            ("fields", new[] { Model(("name", name), ("value", value)) })));

    public static string Error(Language language = Language.En) => Templates.Render("Gateway/Pages/error.html", language, Model(
        ("err_info", "RC1000006"), ("title_en", "Not started"), ("title_ja", "開始できません"),
        ("detail_en", Hostile), ("detail_ja", "見つかりません")));

    public static string Fault(Language language, int status, string retryUrl)
    {
        var problem = new Problem("about:blank", "", status, $"Changes cannot be saved ({Hostile}).")
        {
            DetailJa = "データの保存先に書き込めません。",
        };
        return Templates.Render("Admin/Pages/Templates/fault.html", language, ErrorPage.Model(problem, retryUrl));
    }

    static Dictionary<string, object?> Member() => Model(
        ("id", "hanako"), ("email", "hanako@example.com"), ("password", "her own"), ("name", Hostile),
        ("hint_en", "two cards"), ("hint_ja", "カード2枚"));

    static Dictionary<string, object?> Card(string id, bool selected) =>
        Model(("id", id), ("label", Hostile), ("selected", selected), ("refused", false));

    static Dictionary<string, object?> Strip() => Model(
        ("members", new[] { Model(("id", "hanako"), ("name", Hostile), ("selected", true)) }),
        ("errors", new[] { Model(("info", "RC1000112"), ("en", "refused"), ("ja", "拒否"), ("selected", true)) }));

    static Dictionary<string, object?> Coupon(string id, string chosen) =>
        Model(("id", id), ("label_en", "Welcome"), ("label_ja", "はじめて"), ("discount", 200), ("selected", id == chosen));

    static Dictionary<string, object?> Model(params (string Name, object? Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);
}
