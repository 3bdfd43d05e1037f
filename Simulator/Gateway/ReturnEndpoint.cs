using KantanSim.Methods;
using KantanSim.Notifications;
using KantanSim.Pages;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>The way back: the browser posts the result to the merchant's RetURL, as a form in Windows-31J (protocol.md 4).</summary>
internal static class ReturnEndpoint
{
    public static async Task Show(HttpContext http, string visitId)
    {
        var services = http.RequestServices;
        if (services.GetRequiredService<Identifiers>().AccessIdOf(visitId) is not { } accessId
            || services.GetRequiredService<Ledger>().Find(accessId) is not { Request: not null } transaction)
        {
            await StartEndpoint.ShowError(http, GatewayErrors.StartUnknown);
            return;
        }
        if (transaction.Status == GatewayStatus.InProcess && transaction.Visit is { IsOver: false })
        {
            http.Response.Redirect($"/recruit/pay/{visitId}");
            return;
        }
        await Send(http, transaction, transaction.Error ?? transaction.Visit?.Fault);
    }

    public static async Task Send(HttpContext http, Transaction transaction, ErrorCode? error)
    {
        var services = http.RequestServices;
        var returns = services.GetRequiredService<Returns>();
        if (await returns.Obstacle(transaction, http.RequestAborted) is { } obstacle)
        {
            await StartEndpoint.ShowError(http, error ?? GatewayErrors.ReturnUrlMissing, obstacle);
            return;
        }
        var fields = returns.Fields(transaction, error);
        await returns.Note(transaction, fields);
        await ShowForm(http, transaction.Request!.ReturnUrl, fields, "Taking you back to the shop", "お店に戻ります");
    }

    /// <summary>A page whose form sends itself off.</summary>
    internal static Task ShowForm(HttpContext http, string action, IEnumerable<KeyValuePair<string, string>> fields, string en, string ja) =>
        http.ShowPage("Gateway/Pages/return.html", new Dictionary<string, object?>
        {
            ["action"] = action,
            ["title_en"] = en,
            ["title_ja"] = ja,
            ["fields"] = fields.Select(field => new Dictionary<string, object?> { ["name"] = field.Key, ["value"] = field.Value }),
        }, windows31J: true);
}

/// <summary>What goes back to the shop with the browser, and whether it may.</summary>
internal sealed class Returns(Store store, Ledger ledger, PaymentMethods methods, Moments moments, AllowedHosts allowed, TimeProvider clock)
{
    public List<KeyValuePair<string, string>> Fields(Transaction transaction, ErrorCode? error) =>
        [.. methods.Of(transaction).ReturnFields(transaction, moments.ShopOf(transaction), moments.ChoicesOf(transaction), error)];

    /// <summary>Why the browser cannot be sent to RetURL, or null when it can.</summary>
    public async Task<string?> Obstacle(Transaction transaction, CancellationToken cancel)
    {
        var url = transaction.Request!.ReturnUrl;
        return !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            ? $"RetURL \"{url}\" is no absolute http or https URL."
            : await allowed.Allows(uri.Host, cancel) ? null
            : $"RetURL's host \"{uri.Host}\" is not among those that KantanSim:NotifyAllow allows ({allowed.Text}).";
    }

    public Task Note(Transaction transaction, IEnumerable<KeyValuePair<string, string>> fields) => store.Write(writing =>
        ledger.Note(writing, transaction, new()
        {
            Number = null,
            From = Party.Gateway,
            To = Party.Merchant,
            What = "return by the browser to RetURL",
            At = clock.GetUtcNow(),
            Request = Secrets.Masked(fields),
            Note = transaction.Request!.ReturnUrl,
        }, "returned"));
}
