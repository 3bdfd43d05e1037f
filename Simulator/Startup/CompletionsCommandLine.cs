using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The command <c>completions</c>, and the directive by which its scripts ask what can follow.</summary>
internal static partial class CompletionsCommandLine
{
    static readonly string Shells = string.Join(", ", CompletionScripts.Shells);

    public static Command Build()
    {
        var shell = CommandOptions.Argument("SHELL", $"The shell: {Shells}.", Shells, CompletionScripts.Shells.Contains);
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        var completions = new Command("completions", "Prints a script with which a shell completes commands, options and scenarios.")
        {
            shell,
        };
        completions.SetAction((parsed, _) =>
            parsed.InvocationConfiguration.Output.WriteLineAsync(CompletionScripts.Of(parsed.GetValue(shell)!)));
        return completions;
    }

    /// <summary>Whether a shell asks what can follow: <c>[suggest:11] "kantansim tri"</c>.</summary>
    public static bool IsRequest(string[] tokens) => tokens is [var directive, ..] && Directive().IsMatch(directive);

    /// <summary>The candidates, without the program's name in the line: the shell's name for it can be any.</summary>
    /// <param name="tokens">A request.</param>
    public static IEnumerable<string> Candidates(string[] tokens, Command root)
    {
        var line = tokens.Length > 1 ? tokens[1] : "";
        var at = Math.Min(int.Parse(Directive().Match(tokens[0]).Groups[1].Value, CultureInfo.InvariantCulture), line.Length);
        var program = Program().Match(line).Length;
        var arguments = line[program..Math.Max(program, at)];
        return root.Parse(arguments, new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null })
            .GetCompletions(arguments.Length)
            .Select(candidate => candidate.InsertText ?? candidate.Label)
            // Other spellings of --help.
            .Where(candidate => !candidate.StartsWith('/') && candidate is not ("-?" or "-h"));
    }

    [GeneratedRegex(@"^\[suggest:(\d{1,6})\]$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\s*\S+\s*")]
    private static partial Regex Program();
}
