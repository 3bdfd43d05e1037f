using System.CommandLine;
using KantanSim.Admin;
using KantanSim.Configuration;

namespace KantanSim.Startup;

/// <summary>Which running server a command asks: the option <c>--url</c>, or where a server with the same settings listens.</summary>
internal sealed class ServerOption(string[] settings)
{
    public Option<string?> Option { get; } = CommandOptions.Text(
        "--url", "URL", "The server; default: where a server with these settings listens.",
        $"an http or https URL such as {ListenUrls.Default}", text => ParseUrl(text) is not null);

    /// <param name="command">The command's name, for errors.</param>
    /// <returns>The URL without a slash at the end, and the operator's token; null for none.</returns>
    /// <exception cref="UsageException">The settings name no server that can be called.</exception>
    // A generated token is sent only to the server that has generated it.
    public (string Url, string? Token) Of(ParseResult parsed, string command)
    {
        var configuration = CompositionRoot.Configuration(settings);
        var options = SettingsReader.Read(configuration).Options;
        if (ParseUrl(parsed.GetValue(Option)) is { } url) return (url, options.AdminToken);
        var local = LocalServer.Url(command, ListenUrls.Read(configuration));
        return (local.GetLeftPart(UriPartial.Authority), OperatorToken.ForClient(options, configuration));
    }

    static string? ParseUrl(string? text)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.Query.Length + url.Fragment.Length == 0;
        return isUrl ? text!.TrimEnd('/') : null;
    }
}
