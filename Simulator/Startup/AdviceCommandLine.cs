using System.CommandLine;
using KantanSim.Admin;
using KantanSim.Advice;
using KantanSim.Commands;
using KantanSim.Configuration;
using KantanSim.Wire;

namespace KantanSim.Startup;

/// <summary>The command <c>advice</c> with its options.</summary>
internal static class AdviceCommandLine
{
    static readonly string Severities = string.Join(", ", SeverityId.All);

    static readonly string Languages = string.Join(", ", AdviceWords.Languages);

    public static Command Build(string[] settings)
    {
        var shop = Text("--shop", "ID", "Only findings of this shop.", "a ShopID", text => text.Length > 0);
        var since = Text("--since", "TIME", "Only findings since this simulated time; without an offset it is JST.",
            "an ISO 8601 time such as 2026-01-31T09:00:00+09:00", text => IsoTime.Parse(text) is not null);
        var severity = Text("--severity", "SEVERITY", $"Shows and fails on this severity and all more serious ones: {Severities}. "
            + "Default: shows all, fails on errors.", Severities, text => SeverityId.Parse(text) is not null);
        var junit = Text("--junit", "FILE", "Also writes a JUnit report to this file.", "a file", text => text.Length > 0);
        var json = new Option<bool>("--json") { Description = "Prints a JSON array." };
        var url = Text("--url", "URL", "The server; default: where a server with these settings listens.",
            $"an http or https URL such as {ListenUrls.Default}", text => ParseUrl(text) is not null);
        var lang = Text("--lang", "LANG", $"The language of the findings: {Languages}. Default: {AdviceWords.Languages[0]}.", Languages,
            AdviceWords.Languages.Contains);
        var advice = new Command("advice", "Asks a running server what the shops did wrong: exit code 0 without errors, 1 with errors, "
            + "2 for wrong use, 3 when no server was reached.") { shop, since, severity, junit, json, url, lang };
        advice.SetAction(async (parsed, cancel) =>
        {
            var (server, token) = Server(settings, ParseUrl(parsed.GetValue(url)));
            using var client = new AdviceClient(server, token, parsed.GetValue(lang) ?? AdviceWords.Languages[0]);
            var invocation = parsed.InvocationConfiguration;
            var request = new AdviceRequest(
                parsed.GetValue(shop), IsoTime.Parse(parsed.GetValue(since)), SeverityId.Parse(parsed.GetValue(severity)));
            return await new AdviceCommand(client, invocation.Output, invocation.Error)
                .Run(request, parsed.GetValue(junit), parsed.GetValue(json), cancel);
        });
        return advice;
    }

    // A generated token is sent only to the server that has generated it.
    static (string Url, string? Token) Server(string[] settings, string? url)
    {
        var configuration = CompositionRoot.Configuration(settings);
        var options = SettingsReader.Read(configuration).Options;
        if (url is not null) return (url, options.AdminToken);
        var local = LocalServer.Url("advice", ListenUrls.Read(configuration));
        return (local.GetLeftPart(UriPartial.Authority), OperatorToken.ForClient(options, configuration));
    }

    static Option<string?> Text(string name, string value, string description, string allowed, Func<string, bool> isAllowed)
    {
        var option = new Option<string?>(name) { HelpName = value, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !isAllowed(token.Value))
                result.AddError($"{name} is '{token.Value}'; allowed: {allowed}.");
        });
        return option;
    }

    static string? ParseUrl(string? text)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.Query.Length + url.Fragment.Length == 0;
        return isUrl ? text!.TrimEnd('/') : null;
    }
}
