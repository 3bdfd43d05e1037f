using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>
/// Why a browser cannot be sent to a RetURL. The gateway's answers do not tell: the call succeeds, and the browser gets a page.
/// </summary>
internal static class ReturnUrlNotes
{
    const int LongestShown = 200;

    /// <summary>What is known against the RetURL of a call, if it has one.</summary>
    public static IEnumerable<Note> Of(Request request, AllowedHosts allowed) =>
        request["RetURL"] is { Length: > 0 } url && Of(url, allowed) is { } note ? [note] : [];

    /// <summary>By what the URL itself says, without asking a name server.</summary>
    /// <returns>Null when nothing is known against it.</returns>
    public static Note? Of(string url, AllowedHosts allowed) =>
        Host(url) is not { } host ? NoUrl(url) : allowed.AllowsByForm(host) == false ? Refused(host, allowed) : null;

    /// <summary>The same, and what the name resolves to.</summary>
    public static async Task<Note?> Resolve(string url, AllowedHosts allowed, CancellationToken cancel) =>
        Host(url) is not { } host ? NoUrl(url) : await allowed.Allows(host, cancel) ? null : Refused(host, allowed);

    static string? Host(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null;

    static Note NoUrl(string url)
    {
        var shown = Redactor.ByName.MaskText(url.Length > LongestShown ? $"{url[..LongestShown]}…" : url);
        return new(
            $"RetURL \"{shown}\" is no absolute http or https URL: the browser is not sent there.",
            $"RetURL「{shown}」は http または https の絶対URLではないため、ブラウザを戻せません。");
    }

    static Note Refused(string host, AllowedHosts allowed)
    {
        var reason = allowed.Refusal(host);
        return new($"The browser is not sent to RetURL. {reason.En}", $"ブラウザを RetURL に戻せません。{reason.Ja}");
    }
}
