using System.CommandLine;
using System.CommandLine.Help;
using KantanSim.Configuration;
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
        var root = BuildCommands(settings);
        if (CompletionsCommandLine.IsRequest(tokens)) return await Suggest(tokens, root, output ?? Console.Out);
        var parsed = root.Parse(tokens, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) throw UsageException.Refused(UsageFault.Describe(parsed));
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

    static async Task<int> Suggest(string[] tokens, Command root, TextWriter output)
    {
        foreach (var candidate in CompletionsCommandLine.Candidates(tokens, root)) await output.WriteLineAsync(candidate);
        return Success;
    }

    // Not a RootCommand, which is named after the file of the program.
    internal static Command BuildCommands(string[] settings)
    {
        var root = new Command(
            CommandNames.Program, "KantanSim simulates GMO Payment Gateway's protocol-type API with the wallet of Recruit Kantan Payment.")
        {
            new HelpOption(),
            new VersionOption(),
            ServeCommandLine.Build(settings),
            ScenariosCommandLine.Build(settings),
            HealthCommandLine.Build(settings),
            ShopCommandLine.Build(settings),
            ClockCommandLine.Build(settings),
            TailCommandLine.Build(settings),
            TriggerCommandLine.Build(settings),
            ArmCommandLine.Build(settings),
            AdviceCommandLine.Build(settings),
            CheckCommandLine.Build(settings),
            TransferCommandLine.BuildExport(settings),
            TransferCommandLine.BuildImport(settings),
            CompletionsCommandLine.Build(),
        };
        root.SetAction((_, _) => ServeCommandLine.Run(settings));
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new SettingsHelp((HelpAction)option.Action!);
        return root;
    }

    static bool HasDebugLogLevel(string[] args) => Arguments.Split(args).Settings.Any(setting =>
        setting.Equals("--Logging:LogLevel:Default=Debug", StringComparison.OrdinalIgnoreCase)
        || setting.Equals("--Logging:LogLevel:Default=Trace", StringComparison.OrdinalIgnoreCase));
}
