using KantanSim.Scenarios.Engine;
using KantanSim.Web;

namespace KantanSim.Wallet;

/// <summary>The wallet's door: sign in, choose, confirm, cancel, leave (step 7). Plain forms; a script only saves clicks.</summary>
internal sealed class WalletEndpoints(WalletPages pages, WalletFlow counter, TesterStrip strip)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/recruit/pay/{visitId}", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Open(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Decide(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}/sign-in", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.SignIn(http, visitId)).ExcludeFromDescription();
        routes.MapPost("/recruit/pay/{visitId}/test", (HttpContext http, string visitId, WalletEndpoints wallet) => wallet.Test(http, visitId)).ExcludeFromDescription();
        // Where the gateway's form arrives, and where a reload of what a form showed does.
        routes.MapPost("/recruit/pay/{visitId}/open", RedirectToVisit).ExcludeFromDescription();
        routes.MapGet("/recruit/pay/{visitId}/sign-in", RedirectToVisit).ExcludeFromDescription();
        routes.MapGet("/recruit/pay/{visitId}/test", RedirectToVisit).ExcludeFromDescription();
        routes.Map("/recruit/{**elsewhere}", (HttpContext http, WalletPages pages) => pages.Unknown(http)).ExcludeFromDescription();
    }

    static void RedirectToVisit(HttpContext http, string visitId) => http.Response.Redirect($"/recruit/pay/{visitId}");

    /// <summary>The page, or the sums of a choice that stands in the address: looking at those changes nothing, so the browser may go back to them.</summary>
    async Task Open(HttpContext http, string visitId) => await pages.Show(http, http.Request.Query["do"].FirstOrDefault() is "review" or "check"
        ? await counter.Decide(visitId, name => http.Request.Query[name].FirstOrDefault() ?? "")
        : await counter.Open(visitId, Actor.Browser));

    async Task SignIn(HttpContext http, string visitId)
    {
        if (await Form(http, visitId) is { } form) await pages.Show(http, await counter.SignIn(visitId, form["email"], form["password"]));
    }

    async Task Decide(HttpContext http, string visitId)
    {
        if (await Form(http, visitId) is { } form) await pages.Show(http, await counter.Decide(visitId, name => form[name]));
    }

    /// <summary>The strip for testers; where it is switched off nothing is here.</summary>
    async Task Test(HttpContext http, string visitId)
    {
        if (!strip.IsOn) await pages.Unknown(http);
        else if (await Form(http, visitId) is { } form) await pages.Show(http, await Test(visitId, form));
    }

    async Task<WalletPage> Test(string visitId, Utf8Form form)
    {
        var (transaction, closed) = counter.FindVisit(visitId);
        if (closed is not null) return closed;
        var (reaction, wrong) = strip.Read(transaction!, form);
        return wrong ?? await counter.PerformAsTester(transaction!, reaction!);
    }

    /// <summary>The form; null when it cannot be read, which the browser is then told.</summary>
    async Task<Utf8Form?> Form(HttpContext http, string visitId)
    {
        try { return await Utf8Form.Read(http.Request); }
        catch (UnreadableFormException fault)
        {
            await pages.Unreadable(http, visitId, fault);
            return null;
        }
    }
}
