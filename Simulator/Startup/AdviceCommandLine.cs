using System.CommandLine;
using KantanSim.Advice;
using KantanSim.Commands;
using KantanSim.Wire;

namespace KantanSim.Startup;

/// <summary>The command <c>advice</c> with its options.</summary>
internal static class AdviceCommandLine
{
    static readonly string Severities = string.Join(", ", SeverityId.All);

    public static Command Build(string[] settings)
    {
        var shop = CommandOptions.Shop("Only findings of this shop.");
        var since = CommandOptions.Text("--since", "TIME", "Only findings since this simulated time; without an offset it is JST.",
            "an ISO 8601 time such as 2026-01-31T09:00:00+09:00", text => IsoTime.Parse(text) is not null);
        var severity = CommandOptions.Text("--severity", "SEVERITY", "Shows and fails on this severity and all more serious ones: "
            + $"{Severities}. Default: shows all, fails on errors.", Severities, text => SeverityId.Parse(text) is not null);
        var junit = CommandOptions.Text("--junit", "FILE", "Also writes a JUnit report to this file.", "a file");
        var json = CommandOptions.Json("Prints a JSON array, and nothing else, to the standard output.");
        var server = new ServerOption(settings);
        var lang = CommandOptions.Language("the findings");
        var advice = new Command("advice", "Asks a running server what the shops did wrong: exit code 0 without errors, 1 with errors, "
            + "2 for wrong use, 3 when no server was reached.") { shop, since, severity, junit, json, server.Option, lang };
        advice.SetAction(async (parsed, cancel) =>
        {
            var (url, token) = server.Of(parsed, "advice");
            using var client = new AdviceClient(url, token, parsed.GetValue(lang)!);
            var invocation = parsed.InvocationConfiguration;
            var request = new AdviceRequest(
                parsed.GetValue(shop), IsoTime.Parse(parsed.GetValue(since)), SeverityId.Parse(parsed.GetValue(severity)));
            return await new AdviceCommand(client, invocation.Output, invocation.Error)
                .Run(request, parsed.GetValue(junit), parsed.GetValue(json), cancel);
        });
        return advice;
    }
}
