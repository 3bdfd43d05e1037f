using System.CommandLine;
using System.CommandLine.Help;
using System.Net;
using KantanSim.Configuration;
using KantanSim.Scenarios.Files;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;
using static KantanSim.Commands.ExitCodes;

namespace KantanSim.Startup;

/// <summary>
/// The program's commands. Exit codes: 0 success; 1 lint problems, a server that is not ready, damaged documents in an export, or errors
/// of a shop; 2 invalid usage or a failed start; 3 the server that a command asks was not reached.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        try
        {
            var (tokens, settings) = Arguments.Split(args);
            // Without a command the server starts without loading the parser: a fast start matters, because CI starts it very often.
            return tokens.Length == 0 ? await ServeCommandLine.Run(settings) : await Parse(tokens, settings);
        }
        catch (Exception fault) when (fault is ConfigurationException or UsageException or ListenException or StartException)
        {
            await Console.Error.WriteLineAsync(fault.Message.ReplaceLineEndings(" "));
            if (fault.InnerException is { } inner && HasDebugLogLevel(args)) await Console.Error.WriteLineAsync(inner.ToString());
            return WrongUse;
        }
    }

    /// <param name="output">Null: the standard output.</param>
    /// <param name="error">Null: the standard error.</param>
    /// <exception cref="UsageException">A token is neither a command, an option nor a setting.</exception>
    internal static async Task<int> Parse(string[] tokens, string[] settings, TextWriter? output = null, TextWriter? error = null)
    {
        var parsed = BuildCommands(settings).Parse(tokens, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            throw new UsageException(string.Join(' ', parsed.Errors.Select(error => error.Message)), parsed.UnmatchedTokens);
        var checkedOutput = output is null ? new StandardOutput(Console.Out) : null;
        // Without a termination timeout the parser leaves SIGTERM and Ctrl-C to ASP.NET Core.
        var code = await parsed.InvokeAsync(new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output ?? checkedOutput!,
            Error = error ?? Console.Error,
        });
        if (checkedOutput?.Fault is not { } fault) return code;
        await Console.Error.WriteLineAsync($"Cannot write the output: {fault}");
        return WrongUse;
    }

    static RootCommand BuildCommands(string[] settings)
    {
        var health = new Command("health", "Asks a running server whether it is ready: exit code 0 when it is.");
        health.SetAction((_, cancel) => Health(settings, cancel));
        var root = new RootCommand("KantanSim simulates GMO Payment Gateway's protocol-type API with the wallet of Recruit Kantan Payment.")
        {
            ServeCommandLine.Build(settings),
            new Command("scenarios", "Scenario files.") { BuildLint(settings), BuildList(settings) },
            health,
            AdviceCommandLine.Build(settings),
            CheckCommandLine.Build(settings),
            BuildExport(settings),
            BuildImport(settings),
        };
        root.SetAction((_, _) => ServeCommandLine.Run(settings));
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new SettingsHelp((HelpAction)option.Action!);
        return root;
    }

    static Command BuildLint(string[] settings)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The folder of scenario files; default: the setting Scenarios.",
        };
        folder.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (text.StartsWith("--", StringComparison.Ordinal)) result.AddError($"'{text}' is not a folder.");
        });
        var lint = new Command("lint", "Prints the problems of scenario files: exit code 1 when there are any.") { folder };
        lint.SetAction((parsed, _) => Task.FromResult(Lint(parsed.GetValue(folder) ?? ScenarioFolder(settings))));
        return lint;
    }

    static Command BuildList(string[] settings)
    {
        var list = new Command("list", "Lists the scenarios.");
        list.SetAction((_, _) => Task.FromResult(List(ScenarioFolder(settings))));
        return list;
    }

    static Command BuildExport(string[] settings)
    {
        var file = ExportFile();
        var withSecrets = new Option<bool>("--with-secrets") { Description = "Includes the passwords of shops and members." };
        var export = new Command("export", "Writes the data folder to a file. No server may be using the folder.") { file, withSecrets };
        export.SetAction((parsed, _) => Task.FromResult(Export(settings, parsed.GetValue(file)!, parsed.GetValue(withSecrets))));
        return export;
    }

    static Command BuildImport(string[] settings)
    {
        var file = ExportFile();
        var import = new Command("import", "Reads an exported file into an empty data folder.") { file };
        import.SetAction((parsed, _) => Task.FromResult(Import(settings, parsed.GetValue(file)!)));
        return import;
    }

    static Argument<string> ExportFile() => new("FILE") { Description = "JSON lines; docs/architecture.md describes the format." };

    static async Task<int> Health(string[] settings, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var url = new Uri(LocalServer.Url("health", ListenUrls.Read(CompositionRoot.Configuration(settings))), "/healthz/ready");
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

    static int Export(string[] settings, string file, bool withSecrets)
    {
        var unreadable = 0;
        Transfer(settings, file, folder => unreadable = DataTransfer.Export(folder, file, withSecrets));
        Console.WriteLine($"Exported to {file}{(withSecrets ? ", with passwords" : ", without passwords of shops and members")}.");
        if (unreadable == 0) return Success;
        Console.Error.WriteLine($"{unreadable} documents could not be read: their pages are damaged.");
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
        if (folder == Store.InMemory)
            throw new ConfigurationException("Data", folder, "a folder, because data in memory is lost when the server stops");
        try
        {
            run(folder);
        }
        catch (FormatException fault)
        {
            throw UsageException.Refused($"{file}: {fault.Message}. Nothing was imported.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Refused($"{fault.Message.TrimEnd('.')}.");
        }
    }

    static int Lint(string folder)
    {
        var diagnostics = Library(folder).Diagnostics;
        foreach (var diagnostic in diagnostics) Console.WriteLine(diagnostic);
        return diagnostics.Count == 0 ? Success : Findings;
    }

    static int List(string folder)
    {
        var library = Library(folder);
        foreach (var line in Lines(library)) Console.WriteLine(line);
        foreach (var diagnostic in library.Diagnostics) Console.Error.WriteLine(diagnostic);
        return library.Diagnostics.Count == 0 ? Success : Findings;
    }

    /// <summary>Lines for each scenario: its name and title, its description, and each rule that is played by chance.</summary>
    internal static IEnumerable<string> Lines(ScenarioLibrary library)
    {
        foreach (var scenario in library.Scenarios.OrderBy(scenario => scenario.FullName, StringComparer.Ordinal))
        {
            yield return $"{scenario.FullName,-50} {scenario.Title.En}".TrimEnd();
            yield return $"    {scenario.Description.En}";
            foreach (var rule in scenario.Rules.Where(rule => rule.IsByChance))
                yield return $"    {rule.When}: {ScenarioFormatter.Format(rule)}, with a chance of {ScenarioFormatter.FormatChance(rule)}";
        }
    }

    static ScenarioLibrary Library(string folder) => ScenarioLibrary.Load(folder, CompositionRoot.Vocabulary(CompositionRoot.Methods()));

    static string ScenarioFolder(string[] settings) => SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.Scenarios;

    static bool HasDebugLogLevel(string[] args) => Arguments.Split(args).Settings.Any(setting =>
        setting.Equals("--Logging:LogLevel:Default=Debug", StringComparison.OrdinalIgnoreCase)
        || setting.Equals("--Logging:LogLevel:Default=Trace", StringComparison.OrdinalIgnoreCase));
}
