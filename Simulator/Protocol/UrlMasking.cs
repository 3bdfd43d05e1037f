namespace KantanSim.Protocol;

/// <summary>Masks the secrets in one URL: its password, and in its query secrets by name and by value.</summary>
internal static class UrlMasking
{
    /// <summary>A URL with its secrets masked, for display.</summary>
    public static string MaskUrl(this Redactor redactor, string url)
    {
        // The query is masked field by field, because its names show which values are secret.
        var query = url.IndexOf('?', StringComparison.Ordinal) + 1;
        var text = query == 0
            ? redactor.MaskText(url)
            : redactor.MaskKnownValues(url[..query]) + redactor.MaskText(url[query..]);
        return UrlPassword.Mask(text);
    }
}
