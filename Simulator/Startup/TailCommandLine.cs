using System.CommandLine;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The command <c>tail</c>.</summary>
internal static class TailCommandLine
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Build(string[] settings)
    {
        var shop = CommandOptions.Shop("Only this shop.");
        var order = CommandOptions.Text("--order", "PATTERN", "Only orders whose OrderID matches, with * and ?.", "a pattern");
        var api = CommandOptions.Text("--api", "NAME", "Only calls of this API, such as EntryTranRecruit, and no notifications.", "an API");
        var errors = new Option<bool>("--errors") { Description = "Only what was refused, failed or went wrong." };
        var all = new Option<bool>("--all") { Description = "Shows first what the server still has of earlier." };
        return ClientVerb.Build("tail", "Shows calls and notifications as they happen: exit code 0 when Ctrl-C ends it, 3 when the server "
            + "was not reached, or went away and did not come back.", settings, [shop, order, api, errors, all],
            async (session, parsed, cancel) =>
            {
                using var interruption = new Interruption(cancel);
                var filter = new TailFilter(parsed.GetValue(shop), parsed.GetValue(order), parsed.GetValue(api), parsed.GetValue(errors));
                var isColoured = IsColoured(parsed);
                var tail = new TailCommand(session, filter, (text, isError) => isColoured ? TerminalColour.Of(text, isError) : text,
                    token => Task.Delay(Pause, token));
                return await tail.Run(parsed.GetValue(all), interruption.Token);
            });
    }

    // https://no-color.org
    static bool IsColoured(ParseResult parsed) =>
        parsed.InvocationConfiguration.Output is StandardOutput && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
