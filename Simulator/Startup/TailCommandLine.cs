using System.CommandLine;
using KantanSim.Commands;
using KantanSim.Gateway;
using KantanSim.Methods;

namespace KantanSim.Startup;

/// <summary>The command <c>tail</c>.</summary>
internal static class TailCommandLine
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    static readonly string[] Apis = ReadApis(CompositionRoot.Methods());

    public static Command Build(string[] settings)
    {
        var shop = CommandOptions.Shop("Only this shop.");
        var order = CommandOptions.Text("--order", "PATTERN", "Only orders whose OrderID matches, with * and ?.", "a pattern");
        var api = CommandOptions.Text("--api", "NAME", "Only calls of this API, such as EntryTranRecruit, and no notifications.",
            string.Join(", ", Apis), IsApi);
        var errors = new Option<bool>("--errors") { Description = "Only what was refused, failed or went wrong." };
        var all = new Option<bool>("--all") { Description = "Shows first what the server still has of earlier." };
        return ClientVerb.Build("tail", "Shows calls and notifications as they happen: exit code 0 when Ctrl-C ends it, 3 when the server "
            + "was not reached, or went away and did not come back.", settings, [shop, order, api, errors, all],
            async (session, parsed, cancel) =>
            {
                using var interruption = new Interruption(cancel);
                // Without a reader there is nothing to do, such as after: kantansim tail | head -1
                var lost = (parsed.InvocationConfiguration.Output as StandardOutput)?.Lost ?? CancellationToken.None;
                using var end = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, lost);
                var filter = new TailFilter(parsed.GetValue(shop), parsed.GetValue(order), parsed.GetValue(api), parsed.GetValue(errors));
                var isColoured = IsColoured(parsed);
                var tail = new TailCommand(session, filter, (text, isError) => isColoured ? TerminalColour.Of(text, isError) : text,
                    token => Task.Delay(Pause, token));
                return await tail.Run(parsed.GetValue(all), end.Token);
            });
    }

    static string[] ReadApis(PaymentMethods methods) =>
    [
        .. methods.Apis.Append(Search.Api)
            .Concat(methods.All.Select(method => method.StartApi)).Append(ReturnEndpoint.Api).Order(StringComparer.Ordinal),
    ];

    // The path of a request that no API has answered stands in the place of a name.
    static bool IsApi(string text) => text.Contains('/') || Apis.Contains(text, StringComparer.OrdinalIgnoreCase);

    // https://no-color.org
    static bool IsColoured(ParseResult parsed) =>
        parsed.InvocationConfiguration.Output is StandardOutput && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
