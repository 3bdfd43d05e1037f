using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace KantanSim.Wallet;

/// <summary>What the wallet answers a browser with: each page and the model that its template reads.</summary>
internal sealed class WalletPages(Members members, ShopRepository shops, PaymentMethods methods, ConfirmModel confirm, TesterStrip strip)
{
    public Task Show(HttpContext http, WalletPage page)
    {
        // A script asks for new sums only: where there are none any more, the whole page has to change.
        if (page is not WalletPage.Confirm && http.Request.Headers.ContainsKey("HX-Request"))
        {
            http.Response.Headers["HX-Redirect"] = http.Request.Path.ToUriComponent();
            return Task.CompletedTask;
        }
        switch (page)
        {
            case WalletPage.SignIn signIn: return http.ShowPage("Wallet/Pages/sign-in.html", SignIn(signIn, http.Features.Get<HostFilterResult>() is not { IsOwnHost: false }));
            // A page that a form's post showed could not be gone back to: the choice goes into the address.
            case WalletPage.Confirm { Error.Length: > 0 } wrong when HttpMethods.IsPost(http.Request.Method): http.Response.Redirect(Address(wrong)); break;
            case WalletPage.Confirm chosen: return http.ShowPage(methods.Of(chosen.Transaction).ConfirmPage, confirm.Of(chosen));
            case WalletPage.Notice { Transaction: null }: return Unknown(http);
            case WalletPage.Notice notice: return ShowNotice(http, Notice(notice.Kind, notice.Transaction), StatusCodes.Status200OK);
            case WalletPage.InvalidInput wrong: return ShowNotice(http, Wrong(wrong), StatusCodes.Status400BadRequest);
            case WalletPage.RedirectToWallet onward: http.Response.Redirect($"/recruit/pay/{onward.VisitId}"); break;
            case WalletPage.RedirectToShop back: http.Response.Redirect($"/payment/return/{back.VisitId}"); break;
        }
        return Task.CompletedTask;
    }

    public Task Unknown(HttpContext http) => ShowNotice(http, Notice("unknown"), StatusCodes.Status404NotFound);

    public Task Unreadable(HttpContext http, string visitId, UnreadableFormException fault) => ShowNotice(http, new(Notice("unreadable"))
    {
        ["visit_id"] = visitId,
        ["wrong_name"] = fault.IsTooLong ? "too-long" : "broken",
        ["wrong_value"] = fault.Message,
        ["allowed"] = $"{fault.Longest}",
    }, fault.StatusCode);

    static Task ShowNotice(HttpContext http, Dictionary<string, object?> model, int status) => http.ShowPage("Wallet/Pages/notice.html", model, status);

    static string Address(WalletPage.Confirm page) => QueryHelpers.AddQueryString($"/recruit/pay/{page.Transaction.Visit!.Id}", new Dictionary<string, string?>
    {
        ["do"] = "check",
        ["points"] = page.PointsChoice == "some" ? "some" : page.Written,
        ["pointsSome"] = page.PointsChoice == "some" ? page.Written : "",
        ["coupon"] = page.Choice.CouponId ?? "",
        ["card"] = page.Choice.CardId ?? "",
    });

    /// <param name="isOwnName">Under another name the page may be read by a page of the web (DNS rebinding): no password stands there.</param>
    Dictionary<string, object?> SignIn(WalletPage.SignIn page, bool isOwnName) => new()
    {
        ["visit_id"] = page.Transaction.Visit!.Id,
        ["shop_name"] = shops.NameOf(page.Transaction),
        ["item_name"] = page.Transaction.Request!.ItemName,
        ["total"] = page.Transaction.Total,
        ["error"] = page.Error,
        ["email"] = page.Email,
        ["password_hint"] = isOwnName ? Member.FirstPassword : "",
        ["members"] = (isOwnName ? members.All() : []).Select(member => new Dictionary<string, object?>
        {
            ["id"] = member.Id,
            ["email"] = member.Email,
            ["name"] = member.Name,
            ["password"] = member.Password,
            ["hint_en"] = member.HintEn,
            ["hint_ja"] = member.HintJa,
        }),
        ["strip"] = strip.Model(page.Transaction),
    };

    Dictionary<string, object?> Wrong(WalletPage.InvalidInput page) => new(Notice("refused", page.Transaction))
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

    /// <summary>How a payment ended, for the consumer who comes back to it.</summary>
    string Outcome(Transaction transaction) =>
        transaction.Contract?.WalletContractId is not null ? transaction.Status == GatewayStatus.Registered ? "subscribed" : "ended"
        : transaction.Payment is not null ? transaction.Status == GatewayStatus.Cancelled ? "cancelled" : "paid"
        : transaction.Error is { } error && error == methods.Of(transaction).BrowserErrors.Failed ? "stopped"
        : transaction.Error is not null ? "declined"
        : "open";
}
