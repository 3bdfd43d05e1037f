namespace KantanSim.Protocol;

/// <summary>User and password in a URL, such as <c>https://user:password@shop.example/notify</c>.</summary>
internal static class UrlPassword
{
    const string Stars = "***";

    /// <summary>The URL with stars for its password, or for the whole of <c>user@</c> without one, which may be a token.</summary>
    public static string Mask(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || !url.Contains('@')) return url;
        var start = scheme + 3;
        var end = url.IndexOfAny(['/', '?', '#', ' '], start) is >= 0 and var found ? found : url.Length;
        var at = url.LastIndexOf('@', end - 1, end - start);
        if (at < 0) return url;
        var colon = url.IndexOf(':', start, at - start);
        return $"{url[..(colon < 0 ? start : colon + 1)]}{Stars}{url[at..]}";
    }
}
