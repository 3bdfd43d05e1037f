using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Gateway;

/// <summary>The pages that the gateway shows to a browser.</summary>
internal sealed class GatewayPages(DecisionContextFactory contexts)
{
    const string ErrorTemplate = "Gateway/Pages/error.html";

    /// <summary>For a browser that cannot be sent back to a shop. HTTP 200 unless set otherwise.</summary>
    public Task ShowError(HttpContext http, ErrorCode error)
    {
        var meaning = GatewayErrors.Meaning(error.Info);
        return ShowCannotContinue(http, error.Info, new(meaning.En, meaning.Ja));
    }

    /// <summary>The error page for a reason of KantanSim's own, which has no error code.</summary>
    public Task ShowObstacle(HttpContext http, Note reason) => ShowCannotContinue(http, "", reason);

    Task ShowCannotContinue(HttpContext http, string code, Note detail) => http.ShowPage(ErrorTemplate, new Dictionary<string, object?>
    {
        ["err_info"] = code,
        ["title_en"] = "This payment cannot be continued",
        ["title_ja"] = "お支払いを続けられません",
        ["detail_en"] = detail.En,
        ["detail_ja"] = detail.Ja,
    }, contexts.Options.StartErrorHttpStatus);

    /// <summary>For a browser that the scenario does not send back to the shop.</summary>
    public Task ShowAbandoned(HttpContext http) => http.ShowPage(ErrorTemplate, new Dictionary<string, object?>
    {
        ["err_info"] = "",
        ["title_en"] = "The browser does not return to the shop",
        ["title_ja"] = "ブラウザはお店に戻りません",
        ["detail_en"] = "The scenario says so. The shop learns the result from the notification, or by an inquiry.",
        ["detail_ja"] = "シナリオの指定です。お店は結果通知か照会で決済の結果を知ります。",
    });

    /// <summary>A form that a script submits on load.</summary>
    /// <param name="gone">The URL that the script notifies once the browser leaves the page; empty for none.</param>
    public Task ShowForm(
        HttpContext http, string action, IEnumerable<KeyValuePair<string, string>> fields, string en, string ja, string gone = "") =>
        http.ShowPage("Gateway/Pages/return.html", new Dictionary<string, object?>
        {
            ["action"] = action,
            ["gone"] = gone,
            ["title_en"] = en,
            ["title_ja"] = ja,
            ["fields"] = fields.Select(field => new Dictionary<string, object?> { ["name"] = field.Key, ["value"] = field.Value }),
        }, windows31J: true, formsLeave: true);
}
