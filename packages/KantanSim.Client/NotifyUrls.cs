namespace KantanSim.Client;

/// <summary>Where notifications go: an absolute http or https URL.</summary>
internal static class NotifyUrls
{
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) ? Check(url) : throw Wrong(text);

    /// <inheritdoc cref="Parse"/>
    public static Uri Check(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.IsAbsoluteUri && url.Scheme is "http" or "https" ? url : throw Wrong(url.OriginalString);
    }

    static ArgumentException Wrong(string value) =>
        new($"The notification URL is \"{value}\"; allowed: an absolute http or https URL.");
}
