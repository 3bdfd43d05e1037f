using KantanSim.Configuration;

namespace KantanSim.Startup;

/// <summary>Where a command finds the running server with the same settings.</summary>
internal static class LocalServer
{
    /// <param name="command">The command's name, for the message.</param>
    /// <returns>The URL of the server, with the path <c>/</c>.</returns>
    /// <exception cref="ListenException">A listen URL is invalid.</exception>
    /// <exception cref="UsageException">No listen URL has a fixed port.</exception>
    public static Uri Url(string command, IReadOnlyList<ListenUrl> urls)
    {
        ListenUrls.Validate(urls, hasCertificate: true);
        var url = urls.FirstOrDefault(candidate => !candidate.IsFile && candidate.Parsed.Port != 0)
            ?? throw UsageException.Refused(
                $"{command} needs a URL with a port that is not 0, for example --url {ListenUrls.Default}. See {command} --help.");
        return new UriBuilder(url.Scheme, ListenUrls.ToConnectableHost(url.Host), url.Parsed.Port).Uri;
    }
}
