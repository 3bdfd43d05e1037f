using System.CommandLine;
using System.CommandLine.Help;
using System.Net;
using KantanSim.Configuration;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Startup;

/// <summary>The program's commands. Exit codes: 0 success, 1 lint problems or a server that is not ready, 2 wrong use or a failed start.</summary>
internal static class CommandLine
{
    const int Success = 0;
    const int Findings = 1;
    const int Failed = 2;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            var (tokens, settings) = Arguments.Split(args);
            // Without a command the server starts at once: CI starts it thousands of times a day, and a parser takes time to load.
            return tokens.Length == 0 ? await Serve(settings) : await Parse(tokens, settings);
        }
        catch (Exception fault) when (fault is ConfigurationException or UsageException or ListenException or StartException)
        {
            await Console.Error.WriteLineAsync(fault.Message.ReplaceLineEndings(" "));
            if (fault.InnerException is { } inner && LogsForDebugging(args)) await Console.Error.WriteLineAsync(inner.ToString());
            return Failed;
        }
    }

    /// <exception cref="UsageException">A token is neither a command, an option nor a setting.</exception>
    internal static async Task<int> Parse(string[] tokens, string[] settings)
    {
        var parsed = BuildCommands(settings).Parse(tokens, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        // Without a termination timeout the parser leaves SIGTERM and Ctrl-C to ASP.NET.
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        throw new UsageException(string.Join(' ', parsed.Errors.Select(error => error.Message)), parsed.UnmatchedTokens);
    }

    static RootCommand BuildCommands(string[] settings)
    {
        var serve = new Command("serve", "Serves the gateway, the wallet, the demo shop, the dashboard and the control API (the default).");
        serve.SetAction((_, _) => Serve(settings));
        var health = new Command("health", "Asks a running server whether it is ready: exit code 0 when it is.");
        health.SetAction((_, cancel) => Health(settings, cancel));

        var folder = new Argument<string>("FOLDER") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder of scenario files; without it the setting Scenarios." };
        var lint = new Command("lint", "Says what is wrong with scenario files: exit code 1 when anything is.") { folder };
        folder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && text.StartsWith("--", StringComparison.Ordinal)) result.AddError($"'{text}' is not a folder.");
        });
        lint.SetAction((parsed, _) => Task.FromResult(Lint(parsed.GetValue(folder) ?? ScenarioFolder(settings))));
        var list = new Command("list", "Lists the scenarios.");
        list.SetAction((_, _) => Task.FromResult(List(ScenarioFolder(settings))));

        var file = new Argument<string>("FILE") { Description = "JSON lines; the format is in docs/architecture.md." };
        var withSecrets = new Option<bool>("--with-secrets") { Description = "Writes passwords of shops and members, too." };
        var export = new Command("export", "Writes the data folder to a file, while no server has it.") { file, withSecrets };
        export.SetAction((parsed, _) => Task.FromResult(Export(settings, parsed.GetValue(file)!, parsed.GetValue(withSecrets))));
        var import = new Command("import", "Reads such a file into an empty data folder.") { file };
        import.SetAction((parsed, _) => Task.FromResult(Import(settings, parsed.GetValue(file)!)));

        var root = new RootCommand("KantanSim simulates GMO Payment Gateway's protocol-type API with the wallet of Recruit Kantan Payment.")
        {
            serve,
            new Command("scenarios", "Scenario files.") { lint, list },
            health,
            export,
            import,
        };
        root.SetAction((_, _) => Serve(settings));
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new SettingsHelp((HelpAction)option.Action!);
        return root;
    }

    static async Task<int> Serve(string[] settings)
    {
        await using var app = await CompositionRoot.Start(settings);
        if (app is null) return Success;
        foreach (var url in app.Urls) await StartupLog.Listening(app, url);
        await app.WaitForShutdownAsync();
        // A failed background service stops the server. Rethrow, so that the process crashes with a stack trace.
        foreach (var service in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
            if (service.ExecuteTask is { IsFaulted: true } failed) await failed;
        return Success;
    }

    static async Task<int> Health(string[] settings, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var url = HealthUrl(ListenUrls.Read(CompositionRoot.Configuration(settings)));
        try
        {
            using var answer = await http.GetAsync(url, cancel);
            await Console.Out.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            return answer.StatusCode == HttpStatusCode.OK ? Success : Findings;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {fault.Message}");
            return Findings;
        }
    }

    /// <exception cref="ListenException">No URL can be called.</exception>
    static Uri HealthUrl(IReadOnlyList<ListenUrl> urls)
    {
        ListenUrls.Validate(urls, hasCertificate: true);
        var url = urls.FirstOrDefault(one => !one.IsFile && one.Parsed.Port != 0)
            ?? throw new UsageException("health needs a URL with a port that is not 0, for example --urls http://127.0.0.1:8080.", []);
        return new UriBuilder(url.Scheme, ListenUrls.ToCall(url.Host), url.Parsed.Port, "/healthz/ready").Uri;
    }

    static int Export(string[] settings, string file, bool withSecrets)
    {
        var lost = 0;
        Transfer(settings, file, folder => lost = DataTransfer.Export(folder, file, withSecrets));
        Console.WriteLine($"Exported to {file}{(withSecrets ? ", with passwords" : ", without passwords of shops and members")}.");
        if (lost == 0) return Success;
        Console.Error.WriteLine($"{lost} documents could not be read: their pages are damaged.");
        return Findings;
    }

    static int Import(string[] settings, string file)
    {
        Transfer(settings, file, folder => Console.WriteLine($"Imported {DataTransfer.Import(folder, file)} lines into {folder}."));
        return Success;
    }

    static void Transfer(string[] settings, string file, Action<string> run)
    {
        var folder = SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.Data;
        if (folder == Store.InMemory) throw new ConfigurationException("Data", folder, "a folder: nothing is kept in memory between two runs");
        try { run(folder); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            throw UsageException.Refused(fault is FormatException ? $"{file}: {fault.Message}. Nothing was imported." : $"{fault.Message.TrimEnd('.')}.");
        }
    }

    static int Lint(string folder)
    {
        var faults = Library(folder).Diagnostics;
        foreach (var fault in faults) Console.WriteLine(fault);
        return faults.Count == 0 ? Success : Findings;
    }

    static int List(string folder)
    {
        var library = Library(folder);
        foreach (var line in Lines(library)) Console.WriteLine(line);
        foreach (var fault in library.Diagnostics) Console.Error.WriteLine(fault);
        return library.Diagnostics.Count == 0 ? Success : Findings;
    }

    /// <summary>Two lines for each scenario: where it is and what happens, and what a good merchant does.</summary>
    internal static IEnumerable<string> Lines(ScenarioLibrary library) => library.Scenarios.OrderBy(scenario => scenario.FullName, StringComparer.Ordinal)
        .SelectMany(scenario => new[] { $"{scenario.FullName,-50} {scenario.Title.En}".TrimEnd(), $"    {scenario.Description.En}" });

    static ScenarioLibrary Library(string folder) => ScenarioLibrary.Load(folder, CompositionRoot.Vocabulary(CompositionRoot.Methods()));

    static string ScenarioFolder(string[] settings) => SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.Scenarios;

    static bool LogsForDebugging(string[] args) => Arguments.Split(args).Settings.Any(setting =>
        setting.Split('=', 2) is [var name, var level] && name.Equals("--Logging:LogLevel:Default", StringComparison.OrdinalIgnoreCase)
        && level.ToLowerInvariant() is ("debug" or "trace"));
}
