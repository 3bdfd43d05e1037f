using System.CommandLine;
using System.Net;
using KantanSim.Scenarios;

namespace KantanSim;

/// <summary>The program's verbs. Exit codes: 0 = fine, 1 = findings, 2 = wrong use.</summary>
internal static class CommandLine
{
    const int Fine = 0;
    const int Findings = 1;
    const int WrongUse = 2;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            // Settings alone mean serve: the way that is taken thousands of times a day does not wait for a parser.
            if (args.All(IsSetting)) return await Serve(args);
            var parsed = Verbs(args).Parse(args, new() { EnablePosixBundling = false });
            if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            return WrongUse;
        }
        catch (Exception fault) when (fault is SettingException or UsageException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return WrongUse;
        }
    }

    static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=');

    static RootCommand Verbs(string[] args)
    {
        var serve = new Command("serve", "Serves the gateway, the wallet, the demo shop, the dashboard and the control API (the default).") { TreatUnmatchedTokensAsErrors = false };
        serve.SetAction((parsed, _) => Serve(Settings(parsed.UnmatchedTokens)));
        var health = new Command("health", "Asks a running server whether it is ready: exit code 0 when it is.") { TreatUnmatchedTokensAsErrors = false };
        health.SetAction((parsed, cancel) => Health(Settings(parsed.UnmatchedTokens), cancel));

        var folder = new Argument<string>("FOLDER") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder of scenario files; as the server reads it when left out." };
        var lint = new Command("lint", "Says what is wrong with scenario files: exit code 1 when anything is.") { folder };
        lint.SetAction((parsed, _) => Task.FromResult(Lint(parsed.GetValue(folder))));
        var list = new Command("list", "Lists the scenarios.");
        list.SetAction((_, _) => Task.FromResult(List()));

        var root = new RootCommand("KantanSim simulates GMO Payment Gateway's protocol-type API with the wallet of Recruit Kantan Payment.")
        {
            serve,
            new Command("scenarios", "Scenario files.") { lint, list },
            health,
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, _) => Serve(Settings(parsed.UnmatchedTokens)));
        return root;
    }

    static async Task<int> Serve(string[] args)
    {
        await using var app = await Host.Build(args);
        await app.StartAsync();
        foreach (var url in app.Urls) await Announcements.Listening(app, url);
        await app.WaitForShutdownAsync();
        return Fine;
    }

    static async Task<int> Health(string[] args, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var url = Host.Urls(Host.Configuration(args))[0].Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);
        try
        {
            using var answer = await http.GetAsync($"{url}/healthz/ready", cancel);
            await Console.Out.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            return answer.StatusCode == HttpStatusCode.OK ? Fine : Findings;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {fault.Message}");
            return Findings;
        }
    }

    static int Lint(string? folder)
    {
        var faults = Library(folder).Faults;
        foreach (var fault in faults) Console.WriteLine(fault);
        return faults.Count == 0 ? Fine : Findings;
    }

    static int List()
    {
        var library = Library(null);
        foreach (var line in Lines(library)) Console.WriteLine(line);
        foreach (var fault in library.Faults) Console.Error.WriteLine(fault);
        return library.Faults.Count == 0 ? Fine : Findings;
    }

    /// <summary>Two lines for each scenario: where it is and what happens, and what a good merchant does.</summary>
    internal static IEnumerable<string> Lines(ScenarioLibrary library) => library.Scenarios.OrderBy(scenario => scenario.Place, StringComparer.Ordinal)
        .SelectMany(scenario => new[] { $"{scenario.Place,-50} {scenario.Title.En}".TrimEnd(), $"    {scenario.Description.En}" });

    static ScenarioLibrary Library(string? folder) => ScenarioLibrary.Load(
        folder ?? SimulatorOptions.Read(Host.Configuration([])).Scenarios, Host.Vocabulary(Host.Methods()));

    /// <summary>What is left over for the settings has to look like one.</summary>
    /// <exception cref="UsageException">A word is neither a verb nor a setting.</exception>
    static string[] Settings(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var isValue = i > 0 && words[i - 1].StartsWith("--", StringComparison.Ordinal) && !words[i - 1].Contains('=');
            if (!words[i].StartsWith("--", StringComparison.Ordinal) && !isValue) throw new UsageException(words[i]);
        }
        return [.. words];
    }
}

/// <summary>A word on the command line is neither a verb nor a setting.</summary>
internal sealed class UsageException(string word) : Exception($"\"{word}\" is no command; there are serve, scenarios lint, scenarios list, health, and settings such as --KantanSim:Data=FOLDER. See --help.");
