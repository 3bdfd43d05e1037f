using System.Diagnostics;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>RecruitStart and its siblings: the merchant's hop page brings the browser here (step 6).</summary>
internal static class StartEndpoint
{
    public static async Task Start(HttpContext http, PaymentMethod method)
    {
        var began = Stopwatch.GetTimestamp();
        var services = http.RequestServices;
        var fields = await Read(http.Request);
        var choices = services.GetRequiredService<DecisionContextFactory>().Options;
        var request = Request.Parse(fields, choices);
        var outcome = await services.GetRequiredService<StartHandler>().Start(method, request, Actor.Browser, began);
        var named = services.GetRequiredService<Ledger>().Find(request["AccessID"]);
        var hint = PathHint.For(http.Request, services.GetRequiredService<PaymentMethods>(), isAnswered: true);
        CallRecorder.AddBrowserRequest(http, method.StartApi, fields, named, Answered(outcome), [.. hint is null ? [] : new Note[] { new(hint) }, .. outcome.Notes], began);
        switch (outcome)
        {
            case StartOutcome.ToWallet(var transaction):
                await RedirectToWallet(http, transaction);
                break;
            case StartOutcome.ToShop(var transaction, var error):
                await ReturnEndpoint.Send(http, transaction, error, began);
                break;
            case StartOutcome.ToErrorPage(var error):
                await ShowError(http, error);
                break;
        }
    }

    static IEnumerable<KeyValuePair<string, string>> Answered(StartOutcome outcome) => outcome switch
    {
        StartOutcome.ToWallet(var transaction) => [new("redirect", transaction.Visit!.Url)],
        StartOutcome.ToShop(_, var error) => [new("ErrInfo", error.Info)],
        StartOutcome.ToErrorPage(var error) => [new("ErrInfo", error.Info)],
        _ => [],
    };

    // UNVERIFIED: a redirect, unless a form that sends itself off is chosen (protocol.md 9, 2).
    static Task RedirectToWallet(HttpContext http, Transaction transaction)
    {
        var wallet = $"{GatewayEndpoints.PublicUrlOf(http)}/recruit/pay/{transaction.Visit!.Id}";
        if (http.RequestServices.GetRequiredService<DecisionContextFactory>().OptionsOf(transaction).WalletHop == WalletHopMode.Post)
            return ReturnEndpoint.ShowForm(http, $"{wallet}/open", [], "Taking you to the wallet", "ウォレットに移動します");
        http.Response.Redirect(wallet);
        return Task.CompletedTask;
    }

    /// <summary>Where a browser ends that the scenario lets get lost on its way back.</summary>
    internal static Task ShowAbandoned(HttpContext http) => http.ShowPage("Gateway/Pages/error.html", new Dictionary<string, object?>
    {
        ["err_info"] = "",
        ["title_en"] = "The browser never comes back",
        ["title_ja"] = "ブラウザはお店に戻りません",
        ["detail_en"] = "The scenario wants it so: the shop hears of the payment by notification, or by asking.",
        ["detail_ja"] = "シナリオの指定です。お店は結果通知か照会で決済の結果を知ります。",
    });

    /// <summary>The gateway's own error page, for a browser that cannot be sent back to a shop; HTTP 200 unless chosen otherwise (protocol.md 9, 20).</summary>
    internal static Task ShowError(HttpContext http, ErrorCode error) =>
        ShowError(http, error.Info, GatewayErrors.Meaning(error.Info) is var meaning ? (meaning.En, meaning.Ja) : default);

    /// <summary>The same page for a reason that is KantanSim's, and has no code.</summary>
    internal static Task ShowObstacle(HttpContext http, Note reason) => ShowError(http, "", (reason.En, reason.Ja));

    static Task ShowError(HttpContext http, string code, (string En, string Ja) detail) =>
        http.ShowPage("Gateway/Pages/error.html", new Dictionary<string, object?>
        {
            ["err_info"] = code,
            ["title_en"] = "This payment cannot be continued",
            ["title_ja"] = "お支払いを続けられません",
            ["detail_en"] = detail.En,
            ["detail_ja"] = detail.Ja,
        }, http.RequestServices.GetRequiredService<DecisionContextFactory>().Options.StartErrorHttpStatus);

    // The hop page posts a form; a plain link is taken too, for curl and for eyes.
    static async Task<byte[]> Read(HttpRequest request)
    {
        var query = Cp932.Encode(request.QueryString.Value?.TrimStart('?') ?? "");
        var body = HttpMethods.IsPost(request.Method) ? await RequestBody.Read(request, GatewayEndpoints.LongestBody) ?? [] : [];
        return query.Length == 0 ? body : body.Length == 0 ? query : [.. body, (byte)'&', .. query];
    }
}
