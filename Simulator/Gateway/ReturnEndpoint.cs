using System.Diagnostics;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Gateway;

/// <summary>The return: a page whose form posts the result from the browser to the merchant's RetURL, in CP932.</summary>
internal sealed class ReturnEndpoint(
    IdentifierGenerator identifiers, Ledger ledger, PaymentMethods methods, BrowserReturn returns, PublicUrl publicUrl,
    CallRecorder recorder, GatewayPages pages, Func<Redactor> redactor)
{
    /// <summary>The API name of a return in the list of calls.</summary>
    public const string Api = "return";

    public async Task Show(HttpContext http, string visitId)
    {
        var began = Stopwatch.GetTimestamp();
        if (identifiers.AccessIdOf(visitId) is not { } accessId || ledger.Find(accessId) is not { Request: not null } transaction)
            await ShowUnknown(http, began);
        else if (transaction.Status == GatewayStatus.InProcess && transaction.Visit is { IsOver: false })
            http.Response.Redirect($"/recruit/pay/{visitId}");
        else
            await Send(http, transaction, transaction.Error ?? transaction.Visit?.Fault, began);
    }

    async Task ShowUnknown(HttpContext http, long began)
    {
        var hint = PathHint.For(http.Request, methods);
        await pages.ShowError(http, GatewayErrors.StartUnknown);
        if (hint is not null) recorder.AddUnanswered(http, [hint], [], began);
    }

    /// <summary>Sends the browser back to the shop, as the scenario says.</summary>
    public async Task Send(HttpContext http, Transaction transaction, ErrorCode? error, long began)
    {
        var plan = await returns.Prepare(transaction, error, new(publicUrl.For(http.Request)), http.RequestAborted);
        recorder.AddBrowserRequest(
            http, ObservedKind.ReturnPage, Api, [], transaction, AnswerOf(plan),
            plan.Obstacle is { } reason ? [reason] : plan.Notes, began);
        if (plan.Obstacle is { } obstacle) await pages.ShowObstacle(http, obstacle);
        else if (plan.IsAbandoned) await pages.ShowAbandoned(http);
        else await ShowForm(http, transaction, plan);
        // A browser posts the form once; the gateway itself posts the further copies that the scenario asks for.
        for (var copy = 1; copy < plan.Copies; copy++) await returns.Post(transaction.ShopId, plan, http.RequestAborted);
    }

    Task ShowForm(HttpContext http, Transaction transaction, ReturnPlan plan) => pages.ShowForm(
        http, plan.Url, plan.Fields, "Taking you back to the shop", "お店に戻ります",
        gone: $"/payment/return/{transaction.Visit!.Id}/gone");

    IEnumerable<KeyValuePair<string, string>> AnswerOf(ReturnPlan plan)
    {
        var isSent = !plan.IsAbandoned && plan.Obstacle is null;
        return [new("RetURL", redactor().MaskUrl(plan.Url)), .. isSent ? plan.Fields : []];
    }

    /// <summary>The page's script reports that the browser has left it: the merchant has answered.</summary>
    public async Task Gone(HttpContext http, string visitId)
    {
        if (identifiers.AccessIdOf(visitId) is { } accessId) await returns.End(accessId);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
