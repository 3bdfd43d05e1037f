using System.CommandLine;
using System.CommandLine.Help;
using System.Net;
using KantanSim.Scenarios;

namespace KantanSim;

/// <summary>The program's verbs. Exit codes: 0 = fine, 1 = findings, 2 = wrong use or a start that failed.</summary>
internal static class CommandLine
{
    const int Fine = 0;
    const int Findings = 1;
    const int WrongUse = 2;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            var (words, settings) = Arguments.Split(args);
            // Without a verb the server starts at once: CI starts it thousands of times a day, and a parser takes time to load.
            return words.Length == 0 ? await Serve(settings) : await Parse(words, settings);
        }
        catch (Exception fault) when (fault is SettingException or UsageException or ListenException or StartException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            if (fault is StartException { InnerException: { } inner } && IsDebug(args)) await Console.Error.WriteLineAsync(inner.ToString());
            return WrongUse;
        }
    }

    /// <exception cref="UsageException">A word is neither a verb, an option nor a setting.</exception>
    internal static async Task<int> Parse(string[] words, string[] settings)
    {
        var parsed = Verbs(settings).Parse(words, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        // Without a termination timeout the parser leaves SIGTERM and Ctrl-C to the server, which stops by itself.
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        throw new UsageException(string.Join(' ', parsed.Errors.Select(error => error.Message)), parsed.UnmatchedTokens);
    }

    static RootCommand Verbs(string[] settings)
    {
        var serve = new Command("serve", "Serves the gateway, the wallet, the demo shop, the dashboard and the control API (the default).");
        serve.SetAction((_, _) => Serve(settings));
        var health = new Command("health", "Asks a running server whether it is ready: exit code 0 when it is.");
        health.SetAction((_, cancel) => Health(settings, cancel));

        var folder = new Argument<string>("FOLDER") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder of scenario files; without it the setting Scenarios." };
        var lint = new Command("lint", "Says what is wrong with scenario files: exit code 1 when anything is.") { folder };
        lint.SetAction((parsed, _) => Task.FromResult(Lint(parsed.GetValue(folder) ?? ScenarioFolder(settings))));
        var list = new Command("list", "Lists the scenarios.");
        list.SetAction((_, _) => Task.FromResult(List(ScenarioFolder(settings))));

        var root = new RootCommand("KantanSim simulates GMO Payment Gateway's protocol-type API with the wallet of Recruit Kantan Payment.")
        {
            serve,
            new Command("scenarios", "Scenario files.") { lint, list },
            health,
        };
        root.SetAction((_, _) => Serve(settings));
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new SettingsHelp((HelpAction)option.Action!);
        return root;
    }

    static async Task<int> Serve(string[] settings)
    {
        await using var app = await Host.Start(settings);
        foreach (var url in app.Urls) await Announcements.Listening(app, url);
        await app.WaitForShutdownAsync();
        // A background service that has failed stops the server: that is a bug of ours, and loud.
        foreach (var service in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
            if (service.ExecuteTask is { IsFaulted: true } failed) await failed;
        return Fine;
    }

    static async Task<int> Health(string[] settings, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var url = ListenUrls.Read(Host.Configuration(settings))[0].Text.Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);
        try
        {
            using var answer = await http.GetAsync($"{url}/healthz/ready", cancel);
            await Console.Out.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            return answer.StatusCode == HttpStatusCode.OK ? Fine : Findings;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or InvalidOperationException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {fault.Message}");
            return Findings;
        }
    }

    static int Lint(string folder)
    {
        var faults = Library(folder).Faults;
        foreach (var fault in faults) Console.WriteLine(fault);
        return faults.Count == 0 ? Fine : Findings;
    }

    static int List(string folder)
    {
        var library = Library(folder);
        foreach (var line in Lines(library)) Console.WriteLine(line);
        foreach (var fault in library.Faults) Console.Error.WriteLine(fault);
        return library.Faults.Count == 0 ? Fine : Findings;
    }

    /// <summary>Two lines for each scenario: where it is and what happens, and what a good merchant does.</summary>
    internal static IEnumerable<string> Lines(ScenarioLibrary library) => library.Scenarios.OrderBy(scenario => scenario.Place, StringComparer.Ordinal)
        .SelectMany(scenario => new[] { $"{scenario.Place,-50} {scenario.Title.En}".TrimEnd(), $"    {scenario.Description.En}" });

    static ScenarioLibrary Library(string folder) => ScenarioLibrary.Load(folder, Host.Vocabulary(Host.Methods()));

    static string ScenarioFolder(string[] settings) => SimulatorOptions.Read(Host.Configuration(settings)).Scenarios;

    static bool IsDebug(string[] args) => args.Contains("--Logging:LogLevel:Default=Debug", StringComparer.OrdinalIgnoreCase);
}
