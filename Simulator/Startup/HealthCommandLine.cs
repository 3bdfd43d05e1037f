using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The command <c>health</c>.</summary>
internal static class HealthCommandLine
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Build(string[] settings)
    {
        var server = new ServerOption(settings);
        var json = CommandOptions.Json();
        var health = new Command("health", "Asks a running server whether it is ready: exit code 0 when it is, 1 when it is not or "
            + "does not answer.") { server.Option, json };
        health.SetAction((parsed, cancel) =>
        {
            var invocation = parsed.InvocationConfiguration;
            var output = new CommandOutput(invocation.Output, invocation.Error, parsed.GetValue(json));
            return Run($"{server.Of(parsed, "health").Url}/healthz/ready", output, cancel);
        });
        return health;
    }

    static async Task<int> Run(string url, CommandOutput output, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = !new Uri(url).IsLoopback }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(url), cancel);
            var isReady = answer.StatusCode == HttpStatusCode.OK;
            await Print(output, url, isReady, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
            return isReady ? ExitCodes.Success : ExitCodes.Findings;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            if (output.IsJson) await Print(output, url, false, null, null);
            await output.Message($"{url} does not answer: {fault.Message}");
            return ExitCodes.Findings;
        }
    }

    static Task Print(CommandOutput output, string url, bool isReady, int? status, string? answer) => output.IsJson
        ? output.Json(new JsonObject { ["url"] = url, ["ready"] = isReady, ["httpStatus"] = status, ["answer"] = answer })
        : output.Line($"{status} {answer}");
}
