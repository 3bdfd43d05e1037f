using System.Diagnostics;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Gateway;

/// <summary>The way back: the browser posts the result to the merchant's RetURL, as a form in Windows-31J (protocol.md 4).</summary>
internal static class ReturnEndpoint
{
    /// <summary>What it is called on the page of calls.</summary>
    const string Api = "return";

    public static async Task Show(HttpContext http, string visitId)
    {
        var (services, began) = (http.RequestServices, Stopwatch.GetTimestamp());
        if (services.GetRequiredService<IdentifierGenerator>().AccessIdOf(visitId) is not { } accessId
            || services.GetRequiredService<Ledger>().Find(accessId) is not { Request: not null } transaction)
        {
            var hint = PathHint.For(http.Request, services.GetRequiredService<PaymentMethods>());
            await StartEndpoint.ShowError(http, GatewayErrors.StartUnknown);
            if (hint is not null) CallRecorder.AddUnanswered(http, [hint], [], began);
            return;
        }
        if (transaction.Status == GatewayStatus.InProcess && transaction.Visit is { IsOver: false })
        {
            http.Response.Redirect($"/recruit/pay/{visitId}");
            return;
        }
        await Send(http, transaction, transaction.Error ?? transaction.Visit?.Fault, began);
    }

    /// <summary>Sends a browser back to the shop, as the scenario wants it.</summary>
    public static async Task Send(HttpContext http, Transaction transaction, ErrorCode? error, long began)
    {
        var returns = http.RequestServices.GetRequiredService<BrowserReturn>();
        var way = await returns.Prepare(transaction, error, new(GatewayEndpoints.PublicUrlOf(http)), http.RequestAborted);
        CallRecorder.AddBrowserRequest(http, Api, [], transaction, Answered(way), way.Obstacle is { } reason ? [reason] : way.Notes, began);
        if (way.Obstacle is { } obstacle) await StartEndpoint.ShowObstacle(http, obstacle);
        else if (way.IsAbandoned) await StartEndpoint.ShowAbandoned(http);
        else await ShowForm(http, way.Url, way.Fields, "Taking you back to the shop", "お店に戻ります", $"/payment/return/{transaction.Visit!.Id}/gone");
        // A browser goes back once: whatever more the scenario wants is posted in its place.
        for (var copy = 1; copy < way.Copies; copy++) await returns.Post(way, http.RequestAborted);
    }

    static IEnumerable<KeyValuePair<string, string>> Answered(ReturnPlan way) =>
        [new("RetURL", UrlPassword.Mask(way.Url)), .. way.IsAbandoned || way.Obstacle is not null ? [] : way.Fields];

    /// <summary>The browser has left for the merchant's page: the merchant has answered it.</summary>
    public static async Task Gone(HttpContext http, string visitId)
    {
        if (http.RequestServices.GetRequiredService<IdentifierGenerator>().AccessIdOf(visitId) is { } accessId) await http.RequestServices.GetRequiredService<BrowserReturn>().End(accessId);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>A page whose form sends itself off.</summary>
    internal static Task ShowForm(HttpContext http, string action, IEnumerable<KeyValuePair<string, string>> fields, string en, string ja, string gone = "") =>
        http.ShowPage("Gateway/Pages/return.html", new Dictionary<string, object?>
        {
            ["action"] = action,
            ["gone"] = gone,
            ["title_en"] = en,
            ["title_ja"] = ja,
            ["fields"] = fields.Select(field => new Dictionary<string, object?> { ["name"] = field.Key, ["value"] = field.Value }),
        }, windows31J: true, formsLeave: true);
}
