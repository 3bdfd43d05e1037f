using System.Globalization;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Pages;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Wallet;

/// <summary>The wallet's door: sign in, choose, confirm, cancel, leave (step 7). Plain forms; a script only saves clicks.</summary>
internal sealed class WalletEndpoints(Members members, Shops shops, PaymentMethods methods, WalletDesk desk, WalletCounter counter)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/recruit/pay/{visitId}", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Open(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Decide(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}/open", (HttpContext http, string visitId) => http.Response.Redirect($"/recruit/pay/{visitId}")).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}/sign-in", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.SignIn(http, visitId)).ExcludeFromDescription();
    }

    async Task Open(HttpContext http, string visitId) => await Show(http, await counter.Open(visitId, PlayedFor.Browser));

    async Task SignIn(HttpContext http, string visitId)
    {
        var form = await Utf8Form.Read(http.Request);
        await Show(http, await counter.SignIn(visitId, form["email"], form["password"]));
    }

    async Task Decide(HttpContext http, string visitId)
    {
        var form = await Utf8Form.Read(http.Request);
        await Show(http, await counter.Decide(visitId, name => form[name]));
    }

    Task Show(HttpContext http, WalletPage page)
    {
        switch (page)
        {
            case WalletPage.SignIn signIn: return ShowSignIn(http, signIn.Transaction, signIn.Error, signIn.Email);
            case WalletPage.Confirm confirm: return ShowConfirm(http, confirm.Transaction, confirm.Member, confirm.Choice, confirm.PointsChoice, confirm.Error);
            case WalletPage.Notice notice: return ShowNotice(http, notice.Transaction, notice.Kind);
            case WalletPage.Onward onward: http.Response.Redirect($"/recruit/pay/{onward.VisitId}"); break;
            case WalletPage.Back back: http.Response.Redirect($"/payment/return/{back.VisitId}"); break;
        }
        return Task.CompletedTask;
    }

    Task ShowSignIn(HttpContext http, Transaction transaction, string error, string email) =>
        http.ShowPage("Wallet/Pages/sign-in.html", new Dictionary<string, object?>
        {
            ["visit_id"] = transaction.Visit!.Id,
            ["shop_name"] = ShopName(transaction),
            ["item_name"] = transaction.Request!.ItemName,
            ["total"] = transaction.Total,
            ["error"] = error,
            ["email"] = email,
            ["password_hint"] = "password",
            ["members"] = members.All().Select(member => new Dictionary<string, object?>
            {
                ["id"] = member.Id,
                ["email"] = member.Email,
                ["name"] = member.Name,
                ["password"] = member.Password,
                ["hint_en"] = member.HintEn,
                ["hint_ja"] = member.HintJa,
            }),
        });

    Task ShowConfirm(HttpContext http, Transaction transaction, Member member, PaymentChoice choice, string pointsChoice, string error)
    {
        var quote = desk.Quote(transaction, member, choice);
        return http.ShowPage(methods.Of(transaction).ConfirmPage, new Dictionary<string, object?>
        {
            ["visit_id"] = transaction.Visit!.Id,
            ["shop_name"] = ShopName(transaction),
            ["shop_id"] = transaction.ShopId,
            ["item_name"] = transaction.Request!.ItemName,
            ["order_id"] = transaction.OrderId,
            ["amount"] = transaction.Amount,
            ["tax"] = transaction.Tax,
            ["total"] = transaction.Total,
            ["member"] = new Dictionary<string, object?> { ["name"] = member.Name, ["email"] = member.Email, ["points"] = member.Points },
            ["cards"] = member.Cards.Select(card => new Dictionary<string, object?>
            {
                ["id"] = card.Id,
                ["label"] = card.Label,
                ["selected"] = card.Id == (quote.Card ?? member.Cards[0]).Id,
            }),
            ["coupons"] = member.Coupons.Where(coupon => !coupon.Used).Select(coupon => new Dictionary<string, object?>
            {
                ["id"] = coupon.Id,
                ["label_en"] = coupon.LabelEn,
                ["label_ja"] = coupon.LabelJa,
                ["discount"] = coupon.Discount,
                ["selected"] = coupon == quote.Coupon,
            }),
            ["coupon_id"] = quote.Coupon?.Id ?? "",
            ["points_choice"] = pointsChoice,
            ["points_some"] = pointsChoice == "some" ? quote.Points : 0,
            ["points_max"] = quote.MostPoints,
            ["points_used"] = quote.Points,
            ["coupon_discount"] = quote.WalletCoupon,
            ["shop_coupon_discount"] = quote.ShopCoupon,
            ["charge"] = quote.Charge,
            ["contract"] = ContractModel.Of(transaction),
            ["error"] = error,
            ["expires_at"] = transaction.Visit.DecideUntil!.Value.ToOffset(Jst.Offset).ToString("HH:mm", CultureInfo.InvariantCulture),
        });
    }

    internal static Task ShowNotice(HttpContext http, Transaction? transaction, string kind) =>
        http.ShowPage("Wallet/Pages/notice.html", new Dictionary<string, object?>
        {
            ["kind"] = kind,
            ["status"] = transaction?.Status.Code ?? "",
            ["visit_id"] = transaction?.Visit?.Id ?? "",
            ["return_visit_id"] = kind is "finished" or "expired" ? transaction!.Visit!.Id : "",
            ["has_contract"] = transaction?.Contract?.WalletContractId is not null,
        }, status: transaction is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);

    string ShopName(Transaction transaction) =>
        shops.Find(transaction.ShopId) is { Name.Length: > 0 } shop ? shop.Name : transaction.ShopId;
}
