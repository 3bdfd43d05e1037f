using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>
/// Explains why a browser cannot be sent to a RetURL. The gateway's answers do not say so: the call succeeds, and the browser gets a page.
/// </summary>
internal static class ReturnUrlNotes
{
    const int MaxShown = 200;

    /// <summary>The note on a call's RetURL, without DNS; empty for a call without RetURL, or when nothing is known against it.</summary>
    public static IEnumerable<Note> OfCall(Request request, AllowedHosts allowed) =>
        request["RetURL"] is { Length: > 0 } url && Of(url, allowed) is { } note ? [note] : [];

    /// <summary>Checks the URL itself, without DNS.</summary>
    /// <returns>Null when nothing is known against it.</returns>
    public static Note? Of(string url, AllowedHosts allowed)
    {
        if (Host(url) is not { } host) return NotAbsolute(url);
        return allowed.AllowsByForm(host) == false ? Refused(host, allowed) : null;
    }

    /// <summary>Checks the URL, and the addresses that DNS gives for its host.</summary>
    /// <returns>Null when the browser may be sent there.</returns>
    public static async Task<Note?> Resolve(string url, AllowedHosts allowed, CancellationToken cancel)
    {
        if (Host(url) is not { } host) return NotAbsolute(url);
        return await allowed.Allows(host, cancel) ? null : Refused(host, allowed);
    }

    static string? Host(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null;

    static Note NotAbsolute(string url)
    {
        var shown = Redactor.ByName.MaskText(url.Length > MaxShown ? $"{url[..MaxShown]}…" : url);
        return new(
            $"RetURL \"{shown}\" is not an absolute http or https URL: the browser is not sent there.",
            $"RetURL「{shown}」は http または https の絶対URLではないため、ブラウザを戻せません。");
    }

    static Note Refused(string host, AllowedHosts allowed)
    {
        var reason = allowed.Refusal(host);
        return new($"The browser is not sent to RetURL. {reason.En}", $"ブラウザを RetURL に戻せません。{reason.Ja}");
    }
}
