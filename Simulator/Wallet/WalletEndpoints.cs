using KantanSim.Scenarios.Engine;
using KantanSim.Web;

namespace KantanSim.Wallet;

/// <summary>
/// The wallet's HTTP endpoints: sign in, choose, confirm, cancel, leave (step 7). They work with plain forms; scripts only save clicks.
/// </summary>
internal sealed class WalletEndpoints(WalletPages pages, WalletFlow flow, TesterStrip strip)
{
    const string Visit = "/recruit/pay/{visitId}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var wallet = routes.MapGroup("").ExcludeFromDescription();
        wallet.MapGet(Visit, (HttpContext http, string visitId, WalletEndpoints endpoints) => endpoints.Open(http, visitId));
        wallet.MapPost(Visit, (HttpContext http, string visitId, WalletEndpoints endpoints) => endpoints.Decide(http, visitId));
        wallet.MapPost(Visit + "/sign-in",
            (HttpContext http, string visitId, WalletEndpoints endpoints) => endpoints.SignIn(http, visitId));
        wallet.MapPost(Visit + "/test", (HttpContext http, string visitId, WalletEndpoints endpoints) => endpoints.Test(http, visitId));
        // The gateway's form is posted here.
        wallet.MapPost(Visit + "/open", RedirectToVisit);
        // A reload of a page that was the answer to a POST.
        wallet.MapGet(Visit + "/sign-in", RedirectToVisit);
        wallet.MapGet(Visit + "/test", RedirectToVisit);
        wallet.Map("/recruit/{**elsewhere}", (HttpContext http, WalletPages pages) => pages.Unknown(http));
    }

    static void RedirectToVisit(HttpContext http, string visitId) => http.Response.Redirect($"/recruit/pay/{visitId}");

    // With a choice in the query, shows its amounts. That changes nothing, so the browser's Back button works.
    async Task Open(HttpContext http, string visitId)
    {
        var query = http.Request.Query;
        var page = query["do"].FirstOrDefault() is "review" or "check"
            ? await flow.Decide(visitId, name => query[name].FirstOrDefault() ?? "")
            : await flow.Open(visitId, Actor.Browser);
        await pages.Show(http, page);
    }

    async Task SignIn(HttpContext http, string visitId)
    {
        if (await ReadForm(http, visitId) is { } form) await pages.Show(http, await flow.SignIn(visitId, form["email"], form["password"]));
    }

    async Task Decide(HttpContext http, string visitId)
    {
        if (await ReadForm(http, visitId) is { } form) await pages.Show(http, await flow.Decide(visitId, name => form[name]));
    }

    // The strip for testers. 404 when it is switched off.
    async Task Test(HttpContext http, string visitId)
    {
        if (!strip.IsEnabled) await pages.Unknown(http);
        else if (await ReadForm(http, visitId) is { } form) await pages.Show(http, await Test(visitId, form));
    }

    async Task<WalletPage> Test(string visitId, Utf8Form form)
    {
        var (transaction, closed) = flow.FindVisit(visitId);
        if (closed is not null) return closed;
        var (action, invalid) = strip.ParseAction(transaction!, form);
        return invalid ?? await flow.PerformAsTester(transaction!, action!);
    }

    // Shows an error page and returns null when the form cannot be read.
    async Task<Utf8Form?> ReadForm(HttpContext http, string visitId)
    {
        try
        {
            return await Utf8Form.Read(http.Request);
        }
        catch (UnreadableFormException fault)
        {
            await pages.Unreadable(http, visitId, fault);
            return null;
        }
    }
}
