using System.Globalization;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Pages;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Wallet;

/// <summary>The wallet's door: sign in, choose, confirm, cancel, leave (step 7). Plain forms; a script only saves clicks.</summary>
internal sealed class WalletEndpoints(
    Ledger ledger, Identifiers ids, Members members, Shops shops, PaymentMethods methods, ScenarioChoices scenarios, WalletDesk desk)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/recruit/pay/{visitId}", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Show(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Decide(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}/open", (HttpContext http, string visitId) => http.Response.Redirect($"/recruit/pay/{visitId}")).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}/sign-in", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.SignIn(http, visitId)).ExcludeFromDescription();
    }

    async Task Show(HttpContext http, string visitId)
    {
        if (await OpenVisit(http, visitId) is not { } transaction) return;
        var reaction = scenarios.Of(transaction).InBrowser(Cue.WalletOpened, ScenarioChoices.RaisedBefore(transaction, Cue.WalletOpened));
        if (reaction is Reaction.AskPerson) await ShowPages(http, transaction);
        else await PlayByItself(http, transaction, reaction);
    }

    Task ShowPages(HttpContext http, Transaction transaction) =>
        transaction.Visit!.MemberId is { } id && members.Find(id) is { } member
            ? ShowConfirm(http, transaction, member, new(PointsUse.None, null, null), "none", "")
            : ShowSignIn(http, transaction, "", "");

    async Task PlayByItself(HttpContext http, Transaction transaction, Reaction reaction)
    {
        // A scenario that chose what its member cannot pay leaves the consumer at the pages.
        if (await desk.Play(transaction.AccessId, reaction) is null) await ShowPages(http, ledger.Find(transaction.AccessId)!);
        else if (reaction is Reaction.Leave) await ShowNotice(http, transaction, "left");
        else http.Response.Redirect($"/payment/return/{transaction.Visit!.Id}");
    }

    async Task SignIn(HttpContext http, string visitId)
    {
        if (await OpenVisit(http, visitId) is not { } transaction) return;
        var form = await Utf8Form.Read(http.Request);
        var member = members.Find(form["email"]);
        if (member is null || member.Password != form["password"])
        {
            await ShowSignIn(http, transaction, "wrong", form["email"]);
            return;
        }
        await desk.SignIn(transaction.AccessId, member.Id);
        http.Response.Redirect($"/recruit/pay/{visitId}");
    }

    async Task Decide(HttpContext http, string visitId)
    {
        if (await OpenVisit(http, visitId) is not { } transaction) return;
        var form = await Utf8Form.Read(http.Request);
        switch (form["do"])
        {
            case "cancel":
                await desk.Cancel(transaction.AccessId);
                http.Response.Redirect($"/payment/return/{visitId}");
                break;
            case "leave":
                await desk.Leave(transaction.AccessId);
                await ShowNotice(http, transaction, "left");
                break;
            case "sign-out":
                await desk.SignIn(transaction.AccessId, null);
                http.Response.Redirect($"/recruit/pay/{visitId}");
                break;
            default:
                await Confirm(http, transaction, form);
                break;
        }
    }

    async Task Confirm(HttpContext http, Transaction transaction, Utf8Form form)
    {
        if (transaction.Visit!.MemberId is not { } id || members.Find(id) is not { } member)
        {
            await ShowSignIn(http, transaction, "", "");
            return;
        }
        var (choice, fault) = Choice(form, transaction, member);
        if (fault is null && form["do"] == "approve" && await desk.Approve(transaction.AccessId, id, choice) is not null)
        {
            http.Response.Redirect($"/payment/return/{transaction.Visit.Id}");
            return;
        }
        await ShowConfirm(http, transaction, member, choice, form["points"] is "some" or "all" ? form["points"] : "none", fault ?? "");
    }

    (PaymentChoice Choice, string? Fault) Choice(Utf8Form form, Transaction transaction, Member member)
    {
        var written = form["points"] == "some" ? form["pointsSome"].Trim() : form["points"] is "all" ? "all" : "none";
        var understood = PointsUse.TryParse(written, out var points) && written.Length > 0;
        var choice = new PaymentChoice(understood ? points : PointsUse.None, Filled(form["coupon"]), Filled(form["card"]));
        var fault = understood ? desk.Fault(transaction, member, choice) : "points";
        return (fault == "coupon" ? choice with { CouponId = null } : choice, fault);
    }

    /// <summary>The visit's transaction while the consumer may still decide; otherwise the page that says why not.</summary>
    async Task<Transaction?> OpenVisit(HttpContext http, string visitId)
    {
        if (ids.AccessIdOf(visitId) is not { } accessId || ledger.Find(accessId) is not { Visit: not null } transaction)
        {
            await ShowNotice(http, null, "unknown");
            return null;
        }
        if (transaction.Status == GatewayStatus.InProcess && !transaction.Visit.IsOver) return transaction;
        await ShowNotice(http, transaction,
            transaction.Visit.DecideUntil is null && transaction.Error is null ? "not-open"
            : transaction.Status == GatewayStatus.Expired ? "expired" : "finished");
        return null;
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

    static string? Filled(string text) => text.Length == 0 ? null : text;
}
