using System.Diagnostics;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Transactions;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Gateway;

/// <summary>StartURL: <c>RecruitStart</c> and those of other methods. A page of the merchant sends the browser here (step 6).</summary>
internal sealed class StartEndpoint(
    StartHandler handler, Ledger ledger, PaymentMethods methods, DecisionContextFactory contexts, PublicUrl publicUrl,
    CallRecorder recorder, ReturnEndpoint returns, GatewayPages pages)
{
    public async Task Start(HttpContext http, PaymentMethod method)
    {
        var began = Stopwatch.GetTimestamp();
        var fields = await Read(http.Request);
        var request = Request.Parse(fields, contexts.Options);
        var outcome = await handler.Start(method, request, Actor.Browser, began);
        Record(http, method, fields, request, outcome, began);
        switch (outcome)
        {
            case StartOutcome.ToWallet(var transaction):
                await RedirectToWallet(http, transaction);
                break;
            case StartOutcome.ToShop(var transaction, var error):
                await returns.Send(http, transaction, error, began);
                break;
            case StartOutcome.ToErrorPage(var error):
                await pages.ShowError(http, error);
                break;
        }
    }

    void Record(HttpContext http, PaymentMethod method, byte[] fields, Request request, StartOutcome outcome, long began)
    {
        Note[] hints = PathHint.For(http.Request, methods, isAnswered: true) is { } hint ? [new(hint)] : [];
        var transaction = ledger.Find(request["AccessID"]);
        recorder.AddBrowserRequest(
            http, ObservedKind.Start, method.StartApi, fields, transaction, AnswerOf(outcome), [.. hints, .. outcome.Notes], began,
            outcome.IsTokenPlusLost);
    }

    static IEnumerable<KeyValuePair<string, string>> AnswerOf(StartOutcome outcome) => outcome switch
    {
        StartOutcome.ToWallet(var transaction) => [new("redirect", transaction.Visit!.Url)],
        StartOutcome.ToShop(_, var error) => [new("ErrInfo", error.Info)],
        StartOutcome.ToErrorPage(var error) => [new("ErrInfo", error.Info)],
        _ => [],
    };

    // UNVERIFIED: a redirect, unless a form that a script submits is set.
    Task RedirectToWallet(HttpContext http, Transaction transaction)
    {
        var wallet = $"{publicUrl.For(http.Request)}/recruit/pay/{transaction.Visit!.Id}";
        if (contexts.OptionsOf(transaction).WalletHop == WalletHopMode.Post)
            return pages.ShowForm(http, $"{wallet}/open", [], "Taking you to the wallet", "ウォレットに移動します");
        http.Response.Redirect(wallet);
        return Task.CompletedTask;
    }

    // The merchant's page posts a form. Fields in the query string are accepted too, so that curl and a plain link work.
    static async Task<byte[]> Read(HttpRequest request)
    {
        var query = Cp932.Encode(request.QueryString.Value?.TrimStart('?') ?? "");
        byte[] body = HttpMethods.IsPost(request.Method) ? await RequestBody.Read(request, GatewayEndpoints.MaxBodyBytes) ?? [] : [];
        if (query.Length == 0) return body;
        return body.Length == 0 ? query : [.. body, (byte)'&', .. query];
    }
}
