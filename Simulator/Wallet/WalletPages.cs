#pragma warning disable format // aligned tables
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace KantanSim.Wallet;

/// <summary>Writes the wallet's answers: each page with its template and model, and the redirects.</summary>
internal sealed class WalletPages(Members members, ShopRepository shops, PaymentMethods methods, ConfirmModel confirm, TesterStrip strip)
{
    public Task Show(HttpContext http, WalletPage page)
    {
        // The page's script expects new amounts only. When there are none any more, it must load the whole page.
        if (page is not WalletPage.Confirm && http.Request.Headers.ContainsKey("HX-Request"))
        {
            http.Response.Headers["HX-Redirect"] = http.Request.Path.ToUriComponent();
            return Task.CompletedTask;
        }
        return page switch
        {
            WalletPage.SignIn signIn                => ShowSignIn(http, signIn),
            WalletPage.Confirm confirmation         => ShowConfirm(http, confirmation),
            WalletPage.Notice { Transaction: null } => Unknown(http),
            WalletPage.Notice notice                => ShowNotice(http, Notice(notice.Kind, notice.Transaction), StatusCodes.Status200OK),
            WalletPage.InvalidInput invalid         => ShowNotice(http, InvalidInput(invalid), StatusCodes.Status400BadRequest),
            WalletPage.RedirectToWallet redirect    => Redirect(http, $"/recruit/pay/{redirect.VisitId}"),
            WalletPage.RedirectToShop redirect      => Redirect(http, $"/payment/return/{redirect.VisitId}"),
            _                                       => throw new InvalidOperationException($"There is no answer for {page.Description}."),
        };
    }

    public Task Unknown(HttpContext http) => ShowNotice(http, Notice("unknown"), StatusCodes.Status404NotFound);

    /// <summary>The answer to a form that cannot be read.</summary>
    public Task Unreadable(HttpContext http, string visitId, UnreadableFormException fault)
    {
        var model = new Dictionary<string, object?>(Notice("unreadable"))
        {
            ["visit_id"] = visitId,
            ["wrong_name"] = fault.IsTooLong ? "too-long" : "broken",
            ["wrong_value"] = fault.Message,
            ["allowed"] = $"{fault.Longest}",
        };
        return ShowNotice(http, model, fault.StatusCode);
    }

    Task ShowSignIn(HttpContext http, WalletPage.SignIn page)
    {
        return http.ShowPage("Wallet/Pages/sign-in.html", SignIn(page, http.IsOwnHost()));
    }

    Task ShowConfirm(HttpContext http, WalletPage.Confirm page)
    {
        // The browser could not go back to a page that was the answer to a POST. So the choice goes into the address.
        return page.Error.Length > 0 && HttpMethods.IsPost(http.Request.Method)
            ? Redirect(http, Address(page))
            : http.ShowPage(methods.Of(page.Transaction).ConfirmPage, confirm.Of(page));
    }

    static Task ShowNotice(HttpContext http, Dictionary<string, object?> model, int status) =>
        http.ShowPage("Wallet/Pages/notice.html", model, status);

    static Task Redirect(HttpContext http, string url)
    {
        http.Response.Redirect(url);
        return Task.CompletedTask;
    }

    static string Address(WalletPage.Confirm page)
    {
        var isSome = page.PointsChoice == "some";
        return QueryHelpers.AddQueryString($"/recruit/pay/{page.Transaction.Visit!.Id}", new Dictionary<string, string?>
        {
            ["do"] = "check",
            ["points"] = isSome ? "some" : page.PointsText,
            ["pointsSome"] = isSome ? page.PointsText : "",
            ["coupon"] = page.Choice.CouponId ?? "",
            ["card"] = page.Choice.CardId ?? "",
        });
    }

    Dictionary<string, object?> SignIn(WalletPage.SignIn page, bool showsMembers) => new()
    {
        ["visit_id"] = page.Transaction.Visit!.Id,
        ["shop_name"] = shops.NameOf(page.Transaction),
        ["item_name"] = page.Transaction.Request!.ItemName,
        ["total"] = page.Transaction.Total,
        ["error"] = page.Error,
        ["email"] = page.Email,
        ["password_hint"] = showsMembers ? Member.FirstPassword : "",
        ["members"] = (showsMembers ? members.Of(page.Transaction.ShopId).All() : []).Select(member => new Dictionary<string, object?>
        {
            ["id"] = member.Id,
            ["email"] = member.Email,
            ["name"] = member.Name,
            ["password"] = member.Password,
            ["hint_en"] = member.HintEn,
            ["hint_ja"] = member.HintJa,
        }),
        ["strip"] = strip.CreateModel(page.Transaction),
    };

    Dictionary<string, object?> InvalidInput(WalletPage.InvalidInput page) => new(Notice("refused", page.Transaction))
    {
        ["wrong_name"] = page.Name,
        ["wrong_value"] = page.Value,
        ["allowed"] = page.Allowed,
    };

    Dictionary<string, object?> Notice(string kind, Transaction? transaction = null) => new()
    {
        ["kind"] = kind,
        ["outcome"] = transaction is null ? "" : Outcome(transaction),
        ["status"] = transaction?.Status.Code ?? "",
        ["visit_id"] = transaction?.Visit!.Id ?? "",
        ["shop_name"] = transaction is null ? "" : shops.NameOf(transaction),
        ["item_name"] = transaction?.Request?.ItemName ?? "",
        ["total"] = transaction?.Total ?? 0,
        ["return_visit_id"] = kind is "finished" or "expired" ? transaction!.Visit!.Id : "",
        ["has_contract"] = transaction?.Contract?.WalletContractId is not null,
        ["wrong_name"] = "",
        ["wrong_value"] = "",
        ["allowed"] = "",
    };

    // How the payment ended, for a consumer who comes back to it (docs/wallet.md lists the values).
    string Outcome(Transaction transaction)
    {
        if (transaction.Contract?.WalletContractId is not null)
            return transaction.Status == GatewayStatus.Registered ? "subscribed" : "ended";
        if (transaction.Payment is not null)
            return transaction.Status == GatewayStatus.Cancelled ? "cancelled" : "paid";
        if (transaction.Error is not { } error) return "open";
        return error == methods.Of(transaction).BrowserErrors.Failed ? "stopped" : "declined";
    }
}
